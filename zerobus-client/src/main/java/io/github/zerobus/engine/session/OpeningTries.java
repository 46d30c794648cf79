package io.github.zerobus.engine.session;

import io.github.zerobus.ErrorKind;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.engine.buffer.UnackedRequests;
import io.github.zerobus.engine.time.LoopTimer;
import io.github.zerobus.engine.time.Timers;
import io.github.zerobus.engine.wire.CallOpener;
import io.github.zerobus.engine.wire.GrpcConnection;
import io.github.zerobus.engine.wire.GrpcStatusClassifier;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens physical streams for a sub-stream: one attempt after the other, with backoff between them, until one succeeds
 * or the recovery policy allows no more. Owned by the serial executor.
 */
final class OpeningTries implements ConnectionAttempt.Outcome {

    private static final Logger log = LoggerFactory.getLogger(OpeningTries.class);

    private final SubStreamContext subStream;
    private final StreamContext context;
    private final CallOpener calls;
    private final HeadersProvider headers;
    private final Outcome outcome;
    private final RecoveryPolicy policy;
    private final LoopTimer wait;
    private final LoopTimer idleness;
    private @Nullable ConnectionAttempt attempt;
    /** Failure before attempts timed out, since a time-out alone does not explain itself. */
    private volatile @Nullable ZerobusException transportReason;

    /** Last failure; kept after a recovery. */
    private volatile @Nullable ZerobusException lastFailure;

    private volatile int attempts;
    private boolean progressSinceOpen;
    private boolean everOpened;
    private boolean rejectedOnce;
    private boolean rotatedWithoutProgress;
    private boolean stopped;

    OpeningTries(SubStreamContext subStream, CallOpener calls, HeadersProvider headers, Outcome outcome) {
        this.subStream = subStream;
        this.context = subStream.stream();
        this.calls = calls;
        this.headers = headers;
        this.outcome = outcome;
        this.policy = new RecoveryPolicy(context.options().recovery(), context.random());
        this.wait = subStream.newTimer();
        this.idleness = subStream.newTimer();
    }

    /** Receives the outcome of all attempts together. */
    interface Outcome extends ConnectionAttempt.Outcome {

        /** An attempt failed, and another one follows. */
        void retrying();
    }

    /** Number of attempts so far. Safe on any thread. */
    int attempts() {
        return attempts;
    }

    /** Last failure of the transport, if an attempt failed since the last progress. Safe on any thread. */
    @Nullable
    ZerobusException transportReason() {
        return transportReason;
    }

    /** Last reason why a connection was lost or not opened. Safe on any thread. */
    @Nullable
    ZerobusException lastFailure() {
        return lastFailure;
    }

    void startAfter(Duration delay) {
        if (!stopped) {
            wait.start(delay, this::start);
        }
    }

    /** Starts an attempt immediately. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // only the serial executor writes
    void start() {
        if (!stopped) {
            attempts++;
            attempt = new ConnectionAttempt(subStream, calls, headers, this);
            attempt.start(attempts == 1, transportReason);
        }
    }

    /**
     * Opens the next physical stream after the server announced the end of the last one: immediately, and without using
     * a retry. If two streams in a row ended before anything was durable, the backoff comes first.
     */
    void rotated() {
        idleness.stop();
        boolean again = rotatedWithoutProgress;
        rotatedWithoutProgress = !progressSinceOpen;
        startAfter(
                again && rotatedWithoutProgress ? context.options().recovery().backoff() : Duration.ZERO);
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

    /** Durable progress: resets the retry count. */
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

    /** Counts being open with nothing pending for {@code recovery.reset-after} as progress. */
    void watchIdleness(UnackedRequests unacked) {
        long openedAt = context.timers().nanoTime();
        Duration needed = context.options().recovery().resetAfter();
        idleness.start(needed, () -> checkIdleness(unacked, openedAt, needed));
    }

    private void checkIdleness(UnackedRequests unacked, long openedAt, Duration needed) {
        long now = context.timers().nanoTime();
        long idle = Math.min(now - openedAt, unacked.idleNanos());
        if (idle >= Timers.nanos(needed)) {
            progressed();
        } else {
            idleness.startNanos(Timers.nanos(needed) - idle, () -> checkIdleness(unacked, openedAt, needed));
        }
    }

    /** An open connection was lost. Counts as a failed attempt only if there was no durable progress on it. */
    void lost(ZerobusException failure) {
        idleness.stop();
        if (!progressSinceOpen) {
            policy.attemptFailed();
        }
        decide(failure);
    }

    /** A step of the client failed: starts anew, whatever was in progress. */
    void restart(ZerobusException failure) {
        idleness.stop();
        wait.stop();
        if (attempt != null) {
            attempt.abandon();
        }
        failed(failure);
    }

    @Override
    public void failed(ZerobusException failure) {
        attempt = null;
        policy.attemptFailed();
        decide(failure);
    }

    private void decide(ZerobusException failure) {
        lastFailure = failure;
        if (failure.kind() != ErrorKind.TIMEOUT) {
            transportReason = failure;
        }
        if (GrpcStatusClassifier.isRejected(failure)) {
            rejected(failure);
        } else if (failure.isRetryable() && policy.allowsRetry()) {
            tryAgain(failure);
        } else {
            giveUp(failure);
        }
    }

    private void tryAgain(ZerobusException failure) {
        long delay = policy.nextDelayNanos();
        log.info(
                "{}{} failed attempts, next one in {} ms: {}",
                subStream.where(),
                policy.failedAttempts(),
                delay / 1_000_000,
                failure.getMessage());
        if (failure.kind() == ErrorKind.TIMEOUT) {
            // The peer may have vanished silently, and another call on its connection would time out as well.
            calls.discardConnection();
        }
        outcome.retrying();
        startAfter(Duration.ofNanos(delay));
    }

    /** Retries rejected credentials once, with fresh ones, and only during the first opening (docs/protocol.md#2.5). */
    private void rejected(ZerobusException failure) {
        if (everOpened || rejectedOnce || !policy.allowsRetry()) {
            giveUp(failure);
            invalidate(() -> {});
            return;
        }
        rejectedOnce = true;
        wait.start(context.options().recovery().timeout(), () -> giveUp(failure));
        invalidate(() -> startAfter(Duration.ZERO));
    }

    /** Invalidates rejected credentials on a worker, since the provider may block. */
    private void invalidate(Runnable next) {
        try {
            context.workers().execute(() -> {
                try {
                    headers.invalidate();
                } catch (RuntimeException e) {
                    log.warn(
                            "{}the headers provider failed to invalidate the rejected credentials",
                            subStream.where(),
                            e);
                }
                subStream.loop().execute(next);
            });
        } catch (RejectedExecutionException e) {
            log.debug("{}the stream closed before the rejected credentials were invalidated", subStream.where());
        }
    }

    /** Ends the sub-stream permanently. */
    void giveUp(ZerobusException failure) {
        lastFailure = failure;
        stop();
        outcome.failed(failure);
    }
}
