package io.github.zerobus.engine.mux;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.FlushResult;
import io.github.zerobus.StreamState;
import io.github.zerobus.engine.buffer.AckFuture;
import io.github.zerobus.engine.session.SubStream;
import io.github.zerobus.engine.time.Timers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One flush: remembers how far each sub-stream was when it began, and waits for all of them. */
public final class Flush {

    private final List<SubStream> subStreams;
    private final StreamLifecycle lifecycle;
    private final Timers timers;
    private final String where;
    private final long[] targets;

    public Flush(List<SubStream> subStreams, StreamLifecycle lifecycle, Timers timers, String where) {
        this.subStreams = subStreams;
        this.lifecycle = lifecycle;
        this.timers = timers;
        this.where = where;
        this.targets = subStreams.stream()
                .mapToLong(subStream -> subStream.buffer().tail())
                .toArray();
    }

    public FlushResult await(Duration timeout) {
        long start = timers.nanoTime();
        boolean complete = true;
        try {
            awaitAll(start + Timers.nanos(timeout));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw EngineAccess.streamInterrupted(where + "interrupted while flushing", e);
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

    /** One after the other, so that a flush which gives up leaves nothing behind at what it waited for. */
    private void awaitAll(long deadline) throws InterruptedException, ExecutionException, TimeoutException {
        @Nullable ExecutionException failure = null;
        for (SubStream subStream : subStreams) {
            long target = targets[subStream.index()];
            if (target > 0) {
                AckFuture reached = subStream.buffer().watch(target - 1, AckFuture.internal());
                try {
                    timers.await(reached, Math.max(0, deadline - timers.nanoTime()));
                } catch (ExecutionException e) {
                    // The others are drained all the same.
                    failure = failure == null ? e : failure;
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private long remaining() {
        return subStreams.stream()
                .mapToLong(subStream -> Math.max(
                        0, targets[subStream.index()] - subStream.buffer().head()))
                .sum();
    }
}
