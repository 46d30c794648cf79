package io.github.zerobus.engine.session;

import io.github.zerobus.ErrorKind;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.channel.GrpcChannel;
import io.github.zerobus.engine.buffer.InflightBuffer;
import io.github.zerobus.engine.time.LoopTimer;
import io.github.zerobus.engine.time.Timers;
import io.github.zerobus.engine.wire.GrpcConnection;
import io.github.zerobus.engine.wire.GrpcStatusClassifier;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a sub-stream to an open connection: one attempt after the other, with waits between them, until one succeeds or
 * the recovery policy says that it is enough. Owned by the serial executor.
 */
public final class OpeningTries implements ConnectionAttempt.Outcome {

    private static final Logger log = LoggerFactory.getLogger(OpeningTries.class);

    private final int index;
    private final StreamContext context;
    private final GrpcChannel channel;
    private final HeadersProvider headers;
    private final Outcome outcome;
    private final RecoveryPolicy policy;
    private final LoopTimer wait;
    private final LoopTimer idleness;
    private @Nullable ConnectionAttempt attempt;
    /** What went wrong before attempts ran out of time: time-outs say little themselves. */
    private volatile @Nullable ZerobusException transportReason;

    /** What went wrong last, whatever came after it. */
    private volatile @Nullable ZerobusException lastFailure;

    private volatile int attempts;
    private boolean progressSinceOpen;
    private boolean everOpened;
    private boolean rejectedOnce;
    private boolean rotatedInVain;
    private boolean stopped;

    OpeningTries(int index, StreamContext context, GrpcChannel channel, HeadersProvider headers, Outcome outcome) {
        this.index = index;
        this.context = context;
        this.channel = channel;
        this.headers = headers;
        this.outcome = outcome;
        this.policy = new RecoveryPolicy(context.options().recovery(), context.random());
        this.wait = new LoopTimer(context.timers(), channel.executor());
        this.idleness = new LoopTimer(context.timers(), channel.executor());
    }

    /** How all the tries together ended, and what goes on meanwhile. */
    interface Outcome extends ConnectionAttempt.Outcome {

        /** A try failed, and another one follows. */
        void retrying();
    }

    /** Attempts made so far; on any thread. */
    public int attempts() {
        return attempts;
    }

    /** What the transport said last, when a try failed; on any thread. */
    @Nullable
    public ZerobusException transportReason() {
        return transportReason;
    }

    /** Why a connection was lost or not had, the last time; on any thread. */
    @Nullable
    ZerobusException lastFailure() {
        return lastFailure;
    }

    void startAfter(Duration delay) {
        if (!stopped) {
            wait.start(delay, this::start);
        }
    }

    /** Makes an attempt now. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // only the serial executor writes
    void start() {
        if (!stopped) {
            attempts++;
            attempt = new ConnectionAttempt(index, context, channel, headers, this);
            attempt.start(attempts == 1, transportReason);
        }
    }

    /**
     * A physical stream ended as the server had announced: the next one opens at once, and no retry is used. But a server
     * that announces the end of one stream after the other before anything is durable gets a pause between them.
     */
    void rotated() {
        idleness.stop();
        boolean again = rotatedInVain;
        rotatedInVain = !progressSinceOpen;
        startAfter(again && rotatedInVain ? context.options().recovery().backoff() : Duration.ZERO);
    }

    void stop() {
        stopped = true;
        wait.stop();
        idleness.stop();
        if (attempt != null) {
            attempt.abandon();
            attempt = null;
        }
    }

    /** Durable progress: whatever failed before is forgotten. */
    void progressed() {
        policy.reset();
        progressSinceOpen = true;
        transportReason = null;
    }

    @Override
    public void opened(GrpcConnection connection, String streamId) {
        attempt = null;
        everOpened = true;
        progressSinceOpen = false;
        outcome.opened(connection, streamId);
    }

    /** Being open long enough with nothing pending counts as progress too. */
    void watchIdleness(InflightBuffer buffer) {
        long openedAt = context.timers().nanoTime();
        Duration needed = context.options().recovery().resetAfter();
        idleness.start(needed, () -> checkIdleness(buffer, openedAt, needed));
    }

    private void checkIdleness(InflightBuffer buffer, long openedAt, Duration needed) {
        long now = context.timers().nanoTime();
        long idle = buffer.isEmpty() ? Math.min(now - openedAt, now - buffer.progressAt()) : 0;
        if (idle >= Timers.nanos(needed)) {
            progressed();
        } else {
            idleness.startNanos(Timers.nanos(needed) - idle, () -> checkIdleness(buffer, openedAt, needed));
        }
    }

    /** An open connection was lost. With durable progress on it, that alone is no failed try. */
    void lost(ZerobusException failure) {
        idleness.stop();
        if (!progressSinceOpen) {
            policy.tryFailed();
        }
        decide(failure);
    }

    @Override
    public void failed(ZerobusException failure) {
        attempt = null;
        policy.tryFailed();
        decide(failure);
    }

    private void decide(ZerobusException failure) {
        lastFailure = failure;
        if (failure.kind() != ErrorKind.TIMEOUT) {
            transportReason = failure;
        }
        if (GrpcStatusClassifier.isRejected(failure)) {
            rejected(failure);
        } else if (failure.isRetryable() && policy.mayTry()) {
            tryAgain(failure);
        } else {
            giveUp(failure);
        }
    }

    private void tryAgain(ZerobusException failure) {
        long delay = policy.nextDelayNanos();
        log.info(
                "{}{} failed tries, next one in {} ms: {}",
                context.where(index),
                policy.failedTries(),
                delay / 1_000_000,
                failure.getMessage());
        if (failure.kind() == ErrorKind.TIMEOUT) {
            // A silent peer may be gone without a word; another call on its connection would find the same silence.
            channel.channel().enterIdle();
        }
        outcome.retrying();
        startAfter(Duration.ofNanos(delay));
    }

    /** Only the first opening gets a second chance, with fresh credentials (protocol 2.5). */
    private void rejected(ZerobusException failure) {
        if (everOpened || rejectedOnce || !policy.mayTry()) {
            giveUp(failure);
            invalidate(() -> {});
            return;
        }
        rejectedOnce = true;
        wait.start(context.options().recovery().timeout(), () -> giveUp(failure));
        invalidate(() -> startAfter(Duration.ZERO));
    }

    /** Lets the provider forget what was refused; its code may block, so it runs elsewhere. */
    private void invalidate(Runnable next) {
        try {
            context.workers().execute(() -> {
                try {
                    headers.invalidate();
                } catch (RuntimeException e) {
                    log.warn("{}the headers provider failed to invalidate", context.where(index), e);
                }
                channel.executor().execute(next);
            });
        } catch (RejectedExecutionException e) {
            log.debug("{}the stream closes before credentials were invalidated", context.where(index));
        }
    }

    /** Ends the sub-stream for good. */
    void giveUp(ZerobusException failure) {
        lastFailure = failure;
        stop();
        outcome.failed(failure);
    }
}
