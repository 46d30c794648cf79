package io.github.zerobus.faults;

import io.github.zerobus.embedded.ObservedStream;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Calls that the client has cancelled. The server cannot know them all: a call that the client has half-closed is over
 * for the server with its answer, also if the answer reaches the client too late. Thread-safe.
 */
final class CallCancellations implements ClientInterceptor {

    private static final Metadata.Key<String> NUMBER = Metadata.Key.of("x-call", Metadata.ASCII_STRING_MARSHALLER);

    private final AtomicInteger calls = new AtomicInteger();
    private final Set<String> cancelled = ConcurrentHashMap.newKeySet();

    boolean isCancelled(ObservedStream stream) {
        return cancelled.contains(stream.header(NUMBER.name()).orElseThrow());
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new Numbered<>(next.newCall(method, options), String.valueOf(calls.incrementAndGet()));
    }

    private final class Numbered<Q, A> extends SimpleForwardingClientCall<Q, A> {

        private final String number;

        Numbered(ClientCall<Q, A> call, String number) {
            super(call);
            this.number = number;
        }

        @Override
        public void start(Listener<A> listener, Metadata headers) {
            headers.put(NUMBER, number);
            super.start(listener, headers);
        }

        @Override
        public void cancel(@Nullable String message, @Nullable Throwable cause) {
            cancelled.add(number);
            super.cancel(message, cause);
        }
    }
}
