package io.github.zerobus.engine.mux;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.zerobus.engine.session.SubStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The steps that end a generation, after admission is closed: drain, end the calls, and a last step. No step needs the
 * help of a loop, since the end of the calls has a time limit, and each can be repeated if it fails half-way.
 * Thread-safe.
 */
final class StreamEnding {

    /** Longer than the graceful close of a call. */
    private static final long CALLS_END_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

    /** A little longer than the end of the calls. */
    private static final long SEAL_MARGIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final List<SubStream> subStreams;
    private final Steps steps;
    private final Generation life;
    private final Executor executor;
    private final Runnable lastStep;
    private final ReentrantLock sealing = new ReentrantLock();

    @GuardedBy("sealing")
    private boolean done;

    private volatile boolean started;
    private volatile boolean callsEnding;

    /**
     * Creates the end of a generation.
     *
     * @param executor runs the last step
     * @param lastStep runs once, when the calls have ended or had their time; again if it fails
     */
    StreamEnding(List<SubStream> subStreams, Steps steps, Generation life, Executor executor, Runnable lastStep) {
        this.subStreams = subStreams;
        this.steps = steps;
        this.life = life;
        this.executor = executor;
        this.lastStep = lastStep;
    }

    boolean hasStarted() {
        return started;
    }

    /** Called again if the stream is poisoned while it closes: the shorter time applies. */
    void start(long drainNanos) {
        limitDrain(drainNanos);
        CompletableFuture<?>[] drained =
                subStreams.stream().map(SubStream::drained).toArray(CompletableFuture<?>[]::new);
        steps.then(CompletableFuture.allOf(drained), this::endCalls);
        started = true;
    }

    void limitDrain(long drainNanos) {
        life.limitDrain(drainNanos);
        steps.after(drainNanos, this::endCalls);
    }

    /** Nanoseconds until the last step, with a margin, unless timers and loops do not work. */
    long nanosToSeal() {
        return life.drainNanosLeft() + SEAL_MARGIN_NANOS;
    }

    private void endCalls() {
        if (!callsEnding) {
            steps.after(CALLS_END_NANOS, this::submitSeal);
            CompletableFuture<?>[] ended =
                    subStreams.stream().map(SubStream::end).toArray(CompletableFuture<?>[]::new);
            callsEnding = true;
            steps.then(CompletableFuture.allOf(ended), this::submitSeal);
        }
    }

    private void submitSeal() {
        steps.on(executor, this::seal);
    }

    /** Ends the generation although calls may not have ended. Also called by a thread that has waited long enough. */
    void seal() {
        sealing.lock();
        try {
            if (!done) {
                lastStep.run();
                done = true;
            }
        } finally {
            sealing.unlock();
        }
    }
}
