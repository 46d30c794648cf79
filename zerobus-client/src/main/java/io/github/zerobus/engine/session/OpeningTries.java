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
import org.jspecify.annotations.Nullable;

/**
 * Opens physical streams for a sub-stream: one attempt after the other, with backoff between them, until one succeeds
 * or the recovery policy allows no more. Owned by the serial executor.
 */
final class OpeningTries implements ConnectionAttempt.Outcome {

    private final SubStreamContext subStream;
    private final StreamContext context;
    private final CallOpener calls;
    private final Credentials credentials;
    private final Outcome outcome;
    private final RecoveryPolicy policy;
    private final RecoveryLog log;
    private final LoopTimer wait;
    private final LoopTimer idleness;
    private @Nullable ConnectionAttempt attempt;
    /** Failure before attempts timed out, since a time-out alone does not explain itself. */
    private @Nullable ZerobusException transportReason;

    /** Last failure; kept after a recovery. */
    private volatile @Nullable ZerobusException lastFailure;

    private volatile int attempts;
    private long openedAt;
    private boolean progressSinceOpen;
    /** The rejection whose credentials are being invalidated. */
    private @Nullable ZerobusException invalidating;

    private boolean stopped;

    OpeningTries(SubStreamContext subStream, CallOpener calls, HeadersProvider headers, Outcome outcome) {
        this.subStream = subStream;
        this.context = subStream.stream();
        this.calls = calls;
        this.credentials = new Credentials(subStream, headers);
        this.outcome = outcome;
        this.policy = new RecoveryPolicy(context.options().recovery(), context.random());
        this.log = new RecoveryLog(subStream.where());
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

    /** Last reason why a connection was lost or not opened. Safe on any thread. */
    @Nullable
    ZerobusException lastFailure() {
        return lastFailure;
    }

    void startAfter(Duration delay) {
        startAfterNanos(Timers.nanos(delay));
    }

    private void startAfterNanos(long delay) {
        if (!stopped) {
            wait.startNanos(delay, this::start);
        }
    }

    /** Starts an attempt, as soon as the rate of the process allows it. */
    private void start() {
        long delay = context.connectionRate().reserve(now());
        if (delay > 0) {
            wait.startNanos(delay, this::attempt);
        } else {
            attempt();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only the serial executor writes
    private void attempt() {
        attempts++;
        attempt = new ConnectionAttempt(subStream, calls, credentials, this);
        attempt.start(transportReason);
    }

    private long now() {
        return context.timers().nanoTime();
    }

    /**
     * Opens the next physical stream after the server announced the end of the last one: immediately, and without using
     * a retry. If several in a row end within one backoff, the waits grow as after failures, since each of them may
     * have everything unacked sent again.
     */
    void rotated() {
        idleness.stop();
        if (now() - openedAt >= Timers.nanos(context.options().recovery().backoff())) {
            startAfterNanos(0);
        } else {
            policy.rotatedEarly();
            startAfterNanos(policy.rotationDelayNanos());
        }
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

    /** Durable progress on the open physical stream. */
    void progressed() {
        policy.progressed();
        credentials.progressed();
        progressSinceOpen = true;
        transportReason = null;
        if (!policy.isStable() && now() - openedAt >= resetAfterNanos()) {
            policy.stabilized();
        }
    }

    private long resetAfterNanos() {
        return Timers.nanos(context.options().recovery().resetAfter());
    }

    @Override
    public void opened(GrpcConnection connection, String streamId) {
        attempt = null;
        openedAt = now();
        progressSinceOpen = false;
        credentials.opened();
        log.opened(streamId, policy.failures());
        outcome.opened(connection, streamId);
    }

    /** Counts being open with nothing pending for {@code recovery.reset-after} as progress. */
    void watchIdleness(UnackedRequests unacked) {
        idleness.startNanos(resetAfterNanos(), () -> checkIdleness(unacked));
    }

    private void checkIdleness(UnackedRequests unacked) {
        long left = resetAfterNanos() - Math.min(now() - openedAt, unacked.idleNanos());
        if (left <= 0) {
            progressed();
        } else {
            idleness.startNanos(left, () -> checkIdleness(unacked));
        }
    }

    /** An open connection was lost. Counts as a failed attempt only if there was no durable progress on it. */
    void lost(ZerobusException failure) {
        idleness.stop();
        decide(failure, true, progressSinceOpen);
    }

    /** The service refused a request on the last connection: opens another one for the next part of the suspects. */
    void isolating(ZerobusException refusal) {
        idleness.stop();
        lastFailure = refusal;
        startAfterNanos(0);
    }

    /** A step of the client failed: starts anew, whatever was in progress. */
    void restart(ZerobusException failure) {
        idleness.stop();
        wait.stop();
        invalidating = null;
        if (attempt != null) {
            attempt.abandon();
        }
        failed(failure);
    }

    @Override
    public void failed(ZerobusException failure) {
        attempt = null;
        decide(failure, false, false);
    }

    private void decide(ZerobusException failure, boolean wasOpen, boolean afterProgress) {
        lastFailure = failure;
        if (failure.kind() != ErrorKind.TIMEOUT) {
            transportReason = failure;
        }
        policy.failed(afterProgress, now());
        if (GrpcStatusClassifier.isRejected(failure)) {
            rejected(failure, wasOpen);
        } else if (failure.isRetryable() && policy.allowsRetry(now())) {
            // A throttled client always waits; otherwise a loss after progress may be a single event.
            boolean immediate = afterProgress && failure.kind() != ErrorKind.THROTTLED;
            if (wasOpen && failure.kind() == ErrorKind.TIMEOUT) {
                // The peer may have vanished silently, and another call on its connection would time out as well.
                calls.discardConnection();
            }
            tryAgain(failure, immediate ? policy.laterDelayNanos(now()) : policy.delayNanos(now()));
        } else {
            giveUp(failure);
        }
    }

    private void tryAgain(ZerobusException failure, long delay) {
        log.retrying(failure, policy, delay, now());
        outcome.retrying();
        startAfterNanos(delay);
    }

    /** Invalidates rejected credentials, and replaces them unless they were replaced before (docs/protocol.md#2.5). */
    private void rejected(ZerobusException failure, boolean wasOpen) {
        if (!credentials.mayReplaceRejected(wasOpen) || !policy.allowsRetry(now())) {
            giveUp(failure);
            credentials.invalidate(() -> {});
            return;
        }
        long delay = policy.laterDelayNanos(now());
        log.retrying(failure, policy, delay, now());
        outcome.retrying();
        invalidating = failure;
        // An invalidation that does not return must not hold up the attempt.
        wait.start(context.options().recovery().timeout(), () -> replaceCredentials(failure, delay));
        credentials.invalidate(() -> replaceCredentials(failure, delay));
    }

    private void replaceCredentials(ZerobusException failure, long delay) {
        if (invalidating == failure) {
            invalidating = null;
            startAfterNanos(delay);
        }
    }

    /** Ends the sub-stream permanently. */
    void giveUp(ZerobusException failure) {
        lastFailure = failure;
        stop();
        outcome.failed(failure);
    }
}
