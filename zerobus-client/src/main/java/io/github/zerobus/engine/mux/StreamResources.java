package io.github.zerobus.engine.mux;

import io.github.zerobus.StreamInterruptedException;
import io.github.zerobus.channel.GrpcChannelProvider;
import io.github.zerobus.engine.session.Rescue;
import io.github.zerobus.engine.time.BlockingGuard;
import io.github.zerobus.engine.time.SerialExecutor;
import io.github.zerobus.engine.time.Timers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads, timers and channels that a stream owns, and the callback queues to run before they end. They are freed step
 * by step on threads of the stream, so that no caller has to wait for it. Thread-safe.
 */
public final class StreamResources {

    private static final Logger log = LoggerFactory.getLogger(StreamResources.class);

    /** Completing futures takes no time, and a slow callback must not delay close. */
    private static final Duration REMAINING_LIMIT = Duration.ofSeconds(1);

    /** Channels and loops end within two seconds each. */
    private static final Duration CHANNELS_LIMIT = Duration.ofSeconds(6);

    private final Timers timers;
    private final ExecutorService workers;
    private final List<SerialExecutor> queues;
    private final List<GrpcChannelProvider> channels;
    private final @Nullable Rescue rescue;
    private final Duration callbackTimeout;
    private final AtomicBoolean freeing = new AtomicBoolean();
    private final AtomicBoolean remaining = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final CompletableFuture<Void> freed = new CompletableFuture<>();

    /**
     * Takes ownership.
     *
     * @param queues callback queues: one for each sub-stream and one for the stream
     * @param channels empty if the application supplied the channels
     * @param rescue the rescue store, or null
     * @param callbackTimeout how long pending callbacks may take
     */
    public StreamResources(
            Timers timers,
            ExecutorService workers,
            List<SerialExecutor> queues,
            List<GrpcChannelProvider> channels,
            @Nullable Rescue rescue,
            Duration callbackTimeout) {
        this.timers = timers;
        this.workers = workers;
        this.queues = queues;
        this.channels = channels;
        this.rescue = rescue;
        this.callbackTimeout = callbackTimeout;
    }

    /**
     * Starts to free everything, once, after the seal. Pending callbacks run for at most the time limit. Callbacks
     * behind one that hangs, and callbacks that the callback executor refused, then run on threads of the stream:
     * application code never runs on the closing thread, which it could block.
     */
    void free() {
        if (!freeing.get()) {
            onWorker(this::closeChannels);
        }
    }

    /** Waits until everything is freed. A callback that closes its own stream does not wait for itself. */
    void awaitFreed() {
        if (BlockingGuard.inCallback()) {
            return;
        }
        long limit = Timers.nanos(callbackTimeout) + Timers.nanos(REMAINING_LIMIT.plus(CHANNELS_LIMIT));
        try {
            if (!isFreed(Duration.ofNanos(limit))) {
                endAnyway();
            }
        } catch (StreamInterruptedException e) {
            // An interrupt ends the long wait only. The short one is for futures, which must complete.
            boolean interrupted = Thread.interrupted();
            runRemaining();
            isFreed(REMAINING_LIMIT);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean isFreed(Duration limit) {
        return new BlockingWait(timers, limit).isDone(freed, "interrupted while waiting for callbacks");
    }

    private void closeChannels() {
        if (freeing.compareAndSet(false, true)) {
            try {
                channels.forEach(GrpcChannelProvider::close);
            } catch (RuntimeException | Error e) {
                log.warn("Failed to close the channels of a stream", e);
            }
            closeStore();
            awaitCallbacks();
        }
    }

    /** After the calls have ended, so that nothing becomes durable or is stored any more. */
    private void closeStore() {
        if (rescue != null) {
            try {
                rescue.close();
            } catch (RuntimeException | Error e) {
                log.warn("Failed to close the rescue store of a stream", e);
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the steps do not fail
    private void awaitCallbacks() {
        CompletableFuture<?> ends = CompletableFuture.allOf(queues.stream()
                .map(queue -> CompletableFuture.runAsync(() -> {}, queue))
                .toArray(CompletableFuture<?>[]::new));
        queues.forEach(queue -> onWorker(() -> BlockingGuard.runCallback(queue::runRefused)));
        Timers.Timer limit = timers.schedule(Timers.nanos(callbackTimeout), this::runRemaining);
        ends.whenComplete((done, failure) -> {
            limit.cancel();
            end();
        });
    }

    private void runRemaining() {
        if (ended.get() || !remaining.compareAndSet(false, true)) {
            return;
        }
        log.warn(
                "Callbacks have not ended within callback-timeout, {}, or until an interrupt; those behind them run now",
                callbackTimeout);
        queues.forEach(queue -> onWorker(() -> BlockingGuard.runCallback(queue::runRemaining)));
        timers.schedule(Timers.nanos(REMAINING_LIMIT), this::endAnyway);
    }

    private void endAnyway() {
        remaining.set(true);
        if (!ended.get()) {
            log.warn("Callbacks are still running; the stream is closed nevertheless");
            end();
        }
    }

    /** Ends the threads. A callback that hangs keeps its thread. */
    private void end() {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        if (remaining.get()) {
            workers.shutdown();
        } else {
            // Only a provider that hangs can still be running.
            workers.shutdownNow();
        }
        freed.complete(null);
        timers.close();
    }

    /** Without memory for a thread, the current one has to do. */
    private void onWorker(Runnable task) {
        try {
            workers.execute(task);
        } catch (RuntimeException | Error e) {
            log.debug("A worker could not start", e);
            task.run();
        }
    }
}
