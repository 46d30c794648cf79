package io.github.zerobus.engine.session;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.MessageId;
import io.github.zerobus.engine.buffer.AckFuture;
import io.github.zerobus.engine.buffer.ExpiredFutures;
import io.github.zerobus.engine.buffer.InflightBuffer;
import io.github.zerobus.engine.time.LoopTimer;
import io.github.zerobus.engine.time.Timers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Ends futures whose time limit has passed while their request is still in flight. One timer serves all futures of a
 * sub-stream, set to the earliest limit: with limits of minutes and acks of milliseconds it hardly ever goes off.
 */
public final class FutureExpiry {

    private final String where;
    private final Duration limit;
    private final Timers timers;
    private final Executor loop;
    private final LoopTimer timer;
    private final InflightBuffer buffer;
    private final SubStreamEvents events;
    /** Written by the serial executor; callers only look whether they need to ask for more. */
    private volatile boolean running;

    private volatile long nextAt;

    FutureExpiry(StreamContext context, int index, Executor loop, InflightBuffer buffer, SubStreamEvents events) {
        this.where = context.where(index);
        this.limit = context.options().flushTimeout();
        this.timers = context.timers();
        this.loop = loop;
        this.timer = new LoopTimer(timers, loop);
        this.buffer = buffer;
        this.events = events;
    }

    /** A future for the application, with the time limit of await. */
    public AckFuture newFuture() {
        return newFuture(limit);
    }

    /** A future for the application. */
    public AckFuture newFuture(Duration limit) {
        return AckFuture.callback(limit, timers.nanoTime() + Timers.nanos(limit));
    }

    /** Sees to it that the future ends in time. Any thread. */
    public void watch(AckFuture future) {
        long deadline = future.deadlineNanos();
        if (!running || deadline - nextAt < 0) {
            loop.execute(() -> set(deadline));
        }
    }

    private void set(long deadline) {
        if (!running || deadline - nextAt < 0) {
            nextAt = deadline;
            running = true;
            timer.startNanos(Math.max(0, deadline - timers.nanoTime()), this::expire);
        }
    }

    private void expire() {
        running = false;
        ExpiredFutures expired = buffer.takeExpired();
        if (expired.nextDelay() != Long.MAX_VALUE) {
            set(timers.nanoTime() + expired.nextDelay());
        }
        for (AckFuture future : expired.expired()) {
            MessageId id = future.id();
            String message = where + "request " + id + " is not durable after " + future.limit()
                    + "; it is still in flight, wait for it again or close the stream";
            events.fail(List.of(future), () -> EngineAccess.awaitTimeout(message, id, future.limit()));
        }
    }
}
