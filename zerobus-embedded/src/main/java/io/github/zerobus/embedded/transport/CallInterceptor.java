package io.github.zerobus.embedded.transport;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.net.SocketAddress;

/**
 * Provides headers, peer address and the sending of response headers to the service in the context of the call.
 */
public final class CallInterceptor implements ServerInterceptor {

    /** Headers of the call. */
    public static final Context.Key<Metadata> METADATA = Context.key("metadata");
    /** Address of the client; absent in process. */
    public static final Context.Key<SocketAddress> PEER = Context.key("peer");
    /** Sends the response headers; must run at most once. */
    public static final Context.Key<Runnable> SEND_HEADERS = Context.key("send headers");

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        Context context = Context.current()
                .withValue(METADATA, headers)
                .withValue(SEND_HEADERS, () -> call.sendHeaders(new Metadata()));
        SocketAddress peer = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        if (peer != null) {
            context = context.withValue(PEER, peer);
        }
        return Contexts.interceptCall(context, new HeadersAlreadySent<>(call), headers, next);
    }

    /**
     * Returns the bearer token of a call.
     *
     * @param headers headers of the call
     * @return the token; empty if there is none
     */
    public static String token(Metadata headers) {
        String authorization = headers.get(AUTHORIZATION);
        return authorization != null && authorization.startsWith("Bearer ")
                ? authorization.substring("Bearer ".length())
                : "";
    }

    /** Ignores the headers that gRPC sends before the first message, since the service has sent them already. */
    private static final class HeadersAlreadySent<Q, R> extends SimpleForwardingServerCall<Q, R> {

        HeadersAlreadySent(ServerCall<Q, R> call) {
            super(call);
        }

        @Override
        public void sendHeaders(Metadata headers) {}
    }
}
