package io.github.zerobus.faults;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.MethodDescriptor;
import java.util.concurrent.CountDownLatch;

/** Blocks the event loop of a call when it sends a message, until it is released. Thread-safe. */
final class LoopBlock implements ClientInterceptor {

    private final Shots shots;
    private final CountDownLatch released = new CountDownLatch(1);

    LoopBlock(Shots shots) {
        this.shots = shots;
    }

    void release() {
        released.countDown();
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void sendMessage(Q message) {
                if (shots.getAsBoolean()) {
                    block();
                }
                super.sendMessage(message);
            }
        };
    }

    private void block() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
