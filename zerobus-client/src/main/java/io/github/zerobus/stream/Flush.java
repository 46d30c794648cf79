package io.github.zerobus.stream;

import io.github.zerobus.FlushResult;
import io.github.zerobus.StreamInterruptedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** One flush: remembers how far each sub-stream was when it began, and waits for all of them at once. */
final class Flush {

    private final List<SubStream> subStreams;
    private final StreamLifecycle lifecycle;
    private final Timers timers;
    private final String where;
    private final long[] targets;
    private final CompletableFuture<Void> all;

    Flush(List<SubStream> subStreams, StreamLifecycle lifecycle, Timers timers, String where) {
        this.subStreams = subStreams;
        this.lifecycle = lifecycle;
        this.timers = timers;
        this.where = where;
        this.targets = subStreams.stream()
                .mapToLong(subStream -> subStream.buffer().tail())
                .toArray();
        this.all =
                CompletableFuture.allOf(subStreams.stream().map(this::reached).toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<?> reached(SubStream subStream) {
        long target = targets[subStream.index()];
        return target == 0
                ? CompletableFuture.completedFuture(null)
                : subStream.buffer().watch(target - 1, AckFuture.internal());
    }

    FlushResult await(Duration timeout) {
        long start = timers.nanoTime();
        boolean complete = true;
        try {
            timers.await(all, timeout.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamInterruptedException(where + "interrupted while flushing", e);
        } catch (TimeoutException e) {
            complete = false;
        } catch (ExecutionException e) {
            throw lifecycle.endReason();
        }
        StreamState state = lifecycle.state();
        if (state == StreamState.POISONED || state == StreamState.CLOSED) {
            throw lifecycle.endReason();
        }
        return new FlushResult(complete, remaining(), Duration.ofNanos(timers.nanoTime() - start));
    }

    private long remaining() {
        return subStreams.stream()
                .mapToLong(subStream -> Math.max(
                        0, targets[subStream.index()] - subStream.buffer().head()))
                .sum();
    }
}
