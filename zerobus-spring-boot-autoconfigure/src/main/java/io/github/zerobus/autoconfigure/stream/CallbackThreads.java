package io.github.zerobus.autoconfigure.stream;

import io.github.zerobus.stream.MultiplexedStreamBuilder;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * Where futures and listeners run: on threads of the stream, virtual ones where Boot enables them. Never on an executor
 * of the application's: one with a limit might be held up by the very callers that wait for the futures, and one that
 * blocks, or runs tasks on its caller, would hold up the event loop.
 */
record CallbackThreads(boolean virtual) {

    static CallbackThreads of(Environment environment) {
        return new CallbackThreads(Threading.VIRTUAL.isActive(environment));
    }

    void applyTo(MultiplexedStreamBuilder builder, String stream) {
        if (virtual) {
            builder.callbackExecutor(new VirtualThreadTaskExecutor("zerobus-" + stream + "-callback-"));
        }
    }
}
