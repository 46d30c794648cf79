package io.github.zerobus.engine.mux;

import io.github.zerobus.StreamInterruptedException;
import io.github.zerobus.channel.GrpcChannelProvider;
import io.github.zerobus.engine.time.BlockingGuard;
import io.github.zerobus.engine.time.SerialExecutor;
import io.github.zerobus.engine.time.Timers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads, timers and channels that a stream owns, and the callback queues to run before they end. Thread-safe. */
public final class StreamResources {

    private static final Logger log = LoggerFactory.getLogger(StreamResources.class);

    /** Completing futures takes no time, and a slow callback must not delay close. */
    private static final Duration REMAINING_LIMIT = Duration.ofSeconds(1);

    private final Timers timers;
    private final ExecutorService workers;
    private final List<SerialExecutor> queues;
    private final List<GrpcChannelProvider> channels;
    private final AtomicBoolean freed = new AtomicBoolean();

    /**
     * Takes ownership.
     *
     * @param queues callback queues: one for each sub-stream and one for the stream
     * @param channels empty if the application supplied the channels
     */
    public StreamResources(
            Timers timers, ExecutorService workers, List<SerialExecutor> queues, List<GrpcChannelProvider> channels) {
        this.timers = timers;
        this.workers = workers;
        this.queues = queues;
        this.channels = channels;
    }

    /**
     * Frees everything, once, after the seal. Pending callbacks run for at most the time limit. Callbacks behind one
     * that hangs, and callbacks that the callback executor refused, then run on threads of the stream: application code
     * never runs on the closing thread, which it could block. A callback that closes its own stream is not waited for.
     */
    void free(Duration callbackTimeout) {
        if (!freed.compareAndSet(false, true)) {
            return;
        }
        channels.forEach(GrpcChannelProvider::close);
        if (BlockingGuard.inCallback()) {
            queues.forEach(queue -> runOnWorker(queue::runRefused));
        } else if (awaitCallbacks(callbackTimeout)) {
            // Only a provider that hangs can still be running.
            workers.shutdownNow();
        }
        timers.close();
        workers.shutdown();
    }

    private boolean awaitCallbacks(Duration timeout) {
        CompletableFuture<?> ends = CompletableFuture.allOf(queues.stream()
                .map(queue -> CompletableFuture.runAsync(() -> {}, queue))
                .toArray(CompletableFuture<?>[]::new));
        queues.forEach(queue -> runOnWorker(queue::runRefused));
        if (isDone(ends, timeout)) {
            return true;
        }
        log.warn("Callbacks have not ended within callback-timeout, {}; the callbacks behind them run now", timeout);
        queues.forEach(queue -> runOnWorker(queue::runRemaining));
        // An interrupt ends the long wait only. The short one is for futures, which must complete.
        boolean interrupted = Thread.interrupted();
        if (!isDone(ends, REMAINING_LIMIT)) {
            log.warn("Callbacks are still running; the stream is closed nevertheless");
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private boolean isDone(CompletableFuture<?> ends, Duration timeout) {
        try {
            return new BlockingWait(timers, timeout).isDone(ends, "interrupted while waiting for callbacks");
        } catch (StreamInterruptedException e) {
            return false;
        }
    }

    private void runOnWorker(Runnable callbacks) {
        workers.execute(() -> BlockingGuard.runCallback(callbacks));
    }
}
