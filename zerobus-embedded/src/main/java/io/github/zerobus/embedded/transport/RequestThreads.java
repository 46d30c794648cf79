package io.github.zerobus.embedded.transport;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Threads of an HTTP server, each of which serves one request at a time and is interrupted at a time limit. The
 * interrupt closes the connection, so that slow clients cannot hold all threads. Thread-safe.
 */
final class RequestThreads implements Executor, AutoCloseable {

    private static final int THREADS = 16;

    private final long limitNanos;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(THREADS, new DefaultThreadFactory("zerobus-embedded-oauth", true));
    private final ScheduledExecutorService limits =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("zerobus-embedded-oauth-limit", true));

    /**
     * Creates the threads.
     *
     * @param limit time from the first byte of a request to the end of its answer
     */
    RequestThreads(Duration limit) {
        limitNanos = limit.toNanos();
    }

    @Override
    public void execute(Runnable request) {
        threads.execute(() -> serve(request));
    }

    /** A cancelled task interrupts its thread only while the request runs. */
    private void serve(Runnable request) {
        FutureTask<?> task = new FutureTask<>(request, true);
        ScheduledFuture<?> limit = limits.schedule(() -> task.cancel(true), limitNanos, TimeUnit.NANOSECONDS);
        task.run();
        limit.cancel(false);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        limits.shutdownNow();
    }
}
