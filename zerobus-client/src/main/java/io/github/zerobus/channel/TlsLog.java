package io.github.zerobus.channel;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.netty.handler.ssl.OpenSsl;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs once how the channels of a stream are encrypted, and by which provider of TLS. Reads it from the connection,
 * since applications and frameworks may configure TLS themselves. Wraps no calls after the first answer.
 */
final class TlsLog implements ClientInterceptor {

    private static final Logger log = LoggerFactory.getLogger(TlsLog.class);

    private final String stream;
    private final AtomicBoolean logged = new AtomicBoolean();

    TlsLog(String stream) {
        this.stream = stream;
    }

    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        ClientCall<Q, R> call = next.newCall(method, options);
        return logged.get() ? call : new FirstCall<>(call);
    }

    private final class FirstCall<Q, R> extends SimpleForwardingClientCall<Q, R> {

        FirstCall(ClientCall<Q, R> call) {
            super(call);
        }

        @Override
        public void start(Listener<R> listener, Metadata headers) {
            super.start(
                    new SimpleForwardingClientCallListener<>(listener) {
                        @Override
                        public void onHeaders(Metadata response) {
                            logOnce(getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
                            super.onHeaders(response);
                        }
                    },
                    headers);
        }
    }

    private void logOnce(@Nullable SSLSession session) {
        boolean first = logged.compareAndSet(false, true);
        if (first && session != null) {
            log.info(
                    "stream '{}': {} with {} by {}",
                    stream,
                    session.getProtocol(),
                    session.getCipherSuite(),
                    provider(session.getClass().getName(), OpenSsl.unavailabilityCause()));
        }
    }

    /**
     * Names the provider.
     *
     * @param sessionClass class of the session
     * @param unavailable why netty-tcnative cannot be used; null if it can
     */
    static String provider(String sessionClass, @Nullable Throwable unavailable) {
        if (sessionClass.contains("OpenSsl")) {
            return "netty-tcnative";
        }
        String provider = sessionClass.startsWith("sun.") ? "the JDK" : sessionClass;
        // If its classes are not found, no reason is needed.
        return unavailable == null || unavailable instanceof ClassNotFoundException
                ? provider
                : provider + ", since netty-tcnative is unavailable: " + unavailable;
    }
}
