package io.github.zerobus.embedded.transport;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.net.SocketAddress;
import java.util.function.Predicate;

/** The begin of each call: checks the token, and keeps metadata, peer and the sending of headers for the service. */
public final class CallInterceptor implements ServerInterceptor {

    public static final Context.Key<Metadata> METADATA = Context.key("metadata");
    public static final Context.Key<SocketAddress> PEER = Context.key("peer");
    public static final Context.Key<Runnable> SEND_HEADERS = Context.key("send headers");

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Predicate<String> tokens;

    /** Lets calls pass whose token is one of these; an absent one is the empty text. */
    public CallInterceptor(Predicate<String> tokens) {
        this.tokens = tokens;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        if (!tokens.test(token(headers))) {
            call.close(Status.UNAUTHENTICATED.withDescription("no token that is good here"), new Metadata());
            return new ServerCall.Listener<>() {};
        }
        Context context = Context.current()
                .withValue(METADATA, headers)
                .withValue(SEND_HEADERS, () -> call.sendHeaders(new Metadata()));
        SocketAddress peer = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        if (peer != null) {
            context = context.withValue(PEER, peer);
        }
        return Contexts.interceptCall(context, new HeadersAlreadySent<>(call), headers, next);
    }

    /** The token of a call, or the empty text. */
    public static String token(Metadata headers) {
        String authorization = headers.get(AUTHORIZATION);
        return authorization != null && authorization.startsWith("Bearer ")
                ? authorization.substring("Bearer ".length())
                : "";
    }

    /** Swallows the headers that the generated code would send before the first message: they have gone before. */
    private static final class HeadersAlreadySent<Q, R> extends SimpleForwardingServerCall<Q, R> {

        HeadersAlreadySent(ServerCall<Q, R> call) {
            super(call);
        }

        @Override
        public void sendHeaders(Metadata headers) {}
    }
}
