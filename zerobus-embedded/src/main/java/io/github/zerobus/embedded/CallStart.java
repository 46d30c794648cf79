package io.github.zerobus.embedded;

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
import org.jspecify.annotations.Nullable;

/** The begin of each call: checks the token, and keeps metadata, peer and the sending of headers for the service. */
final class CallStart implements ServerInterceptor {

    static final Context.Key<Metadata> METADATA = Context.key("metadata");
    static final Context.Key<SocketAddress> PEER = Context.key("peer");
    static final Context.Key<Runnable> SEND_HEADERS = Context.key("send headers");

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final OAuthEndpoint oauth;
    private final boolean tokenNeeded;

    CallStart(OAuthEndpoint oauth, boolean tokenNeeded) {
        this.oauth = oauth;
        this.tokenNeeded = tokenNeeded;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        if (tokenNeeded && !isGood(headers.get(AUTHORIZATION))) {
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
        return Contexts.interceptCall(context, new HeadersApart<>(call), headers, next);
    }

    private boolean isGood(@Nullable String authorization) {
        return authorization != null
                && authorization.startsWith("Bearer ")
                && oauth.isGood(authorization.substring("Bearer ".length()));
    }

    /** Swallows the headers that the generated code would send before the first message: they have gone before. */
    private static final class HeadersApart<Q, R> extends SimpleForwardingServerCall<Q, R> {

        HeadersApart(ServerCall<Q, R> call) {
            super(call);
        }

        @Override
        public void sendHeaders(Metadata headers) {}
    }
}
