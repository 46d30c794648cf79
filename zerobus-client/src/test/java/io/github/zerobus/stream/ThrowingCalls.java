package io.github.zerobus.stream;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Throws in operations of calls, before or after they are passed on, like a faulty interceptor or a lack of memory. */
public final class ThrowingCalls implements ClientInterceptor {

    private final Predicate<Operation> fails;
    private final Fault fault;
    private final AtomicInteger thrown = new AtomicInteger();

    /**
     * Creates an interceptor.
     *
     * @param fails decides about each operation
     * @param fault what to throw
     */
    public ThrowingCalls(Predicate<Operation> fails, Fault fault) {
        this.fails = fails;
        this.fault = fault;
    }

    /** An operation of a call. */
    public enum Operation {
        NEW_CALL,
        START,
        REQUEST,
        IS_READY,
        SEND,
        SENT,
        HALF_CLOSE,
        CANCEL
    }

    /** What is thrown. */
    public enum Fault {
        EXCEPTION,
        ERROR,
        OUT_OF_MEMORY,
        CHECKED;

        public void raise(Object operation) {
            sneak(create(operation));
        }

        private Throwable create(Object operation) {
            return switch (this) {
                case EXCEPTION -> new IllegalStateException("injected in " + operation);
                case ERROR -> new AssertionError("injected in " + operation);
                case OUT_OF_MEMORY -> new OutOfMemoryError("injected in " + operation);
                case CHECKED -> new Exception("injected in " + operation);
            };
        }
    }

    static List<Operation> operations() {
        return Arrays.asList(Operation.values());
    }

    /** Number of operations that have thrown. */
    public int thrown() {
        return thrown.get();
    }

    private void check(Operation operation) {
        if (fails.test(operation)) {
            thrown.incrementAndGet();
            fault.raise(operation);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void sneak(Throwable fault) throws T {
        throw (T) fault;
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        check(Operation.NEW_CALL);
        return new ThrowingCall<>(next.newCall(method, options));
    }

    private final class ThrowingCall<Q, A> extends SimpleForwardingClientCall<Q, A> {

        ThrowingCall(ClientCall<Q, A> call) {
            super(call);
        }

        @Override
        public void start(Listener<A> listener, Metadata headers) {
            check(Operation.START);
            super.start(listener, headers);
        }

        @Override
        public void request(int messages) {
            check(Operation.REQUEST);
            super.request(messages);
        }

        @Override
        public boolean isReady() {
            check(Operation.IS_READY);
            return super.isReady();
        }

        @Override
        public void sendMessage(Q message) {
            check(Operation.SEND);
            super.sendMessage(message);
            check(Operation.SENT);
        }

        @Override
        public void halfClose() {
            check(Operation.HALF_CLOSE);
            super.halfClose();
        }

        @Override
        public void cancel(@Nullable String message, @Nullable Throwable cause) {
            check(Operation.CANCEL);
            super.cancel(message, cause);
        }
    }
}
