package io.github.zerobus.engine.session;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.MessageId;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.buffer.AckFuture;
import io.github.zerobus.engine.buffer.ExpiredFutures;
import io.github.zerobus.engine.buffer.UnackedRequests;
import io.github.zerobus.engine.time.LoopTimer;
import io.github.zerobus.engine.time.Timers;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Fails futures whose time limit passes while their request is in flight. One timer, set to the earliest limit, serves
 * all futures of a sub-stream: with limits of minutes and acks within milliseconds it rarely fires.
 */
final class FutureExpiry {

    private final String where;
    private final Duration limit;
    private final Timers timers;
    private final Executor loop;
    private final LoopTimer timer;
    private final UnackedRequests unacked;
    private final Callbacks callbacks;
    /** Written by the serial executor; callers only read whether an earlier expiry is needed. */
    private volatile boolean running;

    private volatile long nextAt;

    /** Futures that are taken from the buffer and not handed over: a step between the two may fail. */
    private volatile @Nullable ExpiredFutures taken;

    FutureExpiry(SubStreamContext subStream, UnackedRequests unacked, Callbacks callbacks) {
        this.where = subStream.where();
        this.limit = subStream.stream().options().flushTimeout();
        this.timers = subStream.stream().timers();
        this.loop = subStream.loop();
        this.timer = subStream.newTimer();
        this.unacked = unacked;
        this.callbacks = callbacks;
    }

    /** Creates a future for the application, by default with the time limit of await. */
    AckFuture newFuture(@Nullable Duration timeLimit) {
        Duration effective = timeLimit != null ? timeLimit : limit;
        return AckFuture.callback(effective, timers.nanoTime() + Timers.nanos(effective));
    }

    /** Schedules the expiry of a future. Safe on any thread. */
    void watch(AckFuture future) {
        long deadline = future.deadlineNanos();
        if (!running || deadline - nextAt < 0) {
            loop.execute(() -> set(deadline));
        }
    }

    private void set(long deadline) {
        if (!running || deadline - nextAt < 0) {
            timer.startNanos(Math.max(0, deadline - timers.nanoTime()), this::expire);
            nextAt = deadline;
            running = true;
        }
    }

    private void expire() {
        running = false;
        handOver();
        ExpiredFutures expired = new ExpiredFutures(timers.nanoTime());
        taken = expired;
        unacked.takeExpired(expired);
        handOver();
        if (expired.nextDelay() != Long.MAX_VALUE) {
            set(timers.nanoTime() + expired.nextDelay());
        }
    }

    /** Fails the futures that were taken. If this throws, they are left for the next expiry or the seal. */
    void handOver() {
        ExpiredFutures expired = taken;
        if (expired != null) {
            callbacks.fail(expired.expired(), this::failure);
            taken = null;
        }
    }

    private ZerobusException failure(AckFuture future) {
        MessageId id = future.id();
        String message = where + "request " + id + " is not durable after " + future.limit()
                + "; it is still in flight, wait for it again or close the stream";
        return EngineAccess.awaitTimeout(message, id, future.limit());
    }
}
