package io.github.zerobus.autoconfigure;

import io.github.zerobus.stream.MultiplexedStreamBuilder;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;

/**
 * Where futures and listeners run: on the application's executor if that uses virtual threads, else on threads of the
 * stream, since a bounded pool of the application's might be held up by the very callers that wait for them.
 */
record CallbackExecutor(@Nullable Executor executor) {

    private static final String APPLICATION_EXECUTOR = "applicationTaskExecutor";

    static CallbackExecutor of(Environment environment, BeanFactory beans) {
        boolean virtual = Threading.VIRTUAL.isActive(environment) && beans.containsBean(APPLICATION_EXECUTOR);
        return new CallbackExecutor(virtual ? beans.getBean(APPLICATION_EXECUTOR, Executor.class) : null);
    }

    void applyTo(MultiplexedStreamBuilder stream) {
        if (executor != null) {
            stream.callbackExecutor(executor);
        }
    }
}
