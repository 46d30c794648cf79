package io.github.zerobus.autoconfigure.stream;

import io.github.zerobus.stream.MultiplexedStreamBuilder;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * Selects the threads on which futures and listeners run: worker threads of the stream, or virtual threads if Boot
 * enables them. An executor of the application is never used: if it has a limit, all its threads might wait for the
 * futures, and if it blocks or runs tasks on the caller, it would block the event loop.
 */
final class CallbackThreads {

    private final boolean virtual;

    private CallbackThreads(boolean virtual) {
        this.virtual = virtual;
    }

    static CallbackThreads of(Environment environment) {
        return new CallbackThreads(Threading.VIRTUAL.isActive(environment));
    }

    void applyTo(MultiplexedStreamBuilder builder, String stream) {
        if (virtual) {
            builder.callbackExecutor(new VirtualThreadTaskExecutor("zerobus-" + stream + "-callback-"));
        }
    }
}
