package io.github.zerobus.engine.mux;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamState;
import io.github.zerobus.engine.session.Notifications;
import io.github.zerobus.engine.session.SubStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The steps that poison and close share: close admission, drain, end the calls, seal, free the resources. No step needs
 * the help of a loop, since the end of the calls has a time limit, and each can be repeated if it fails half-way.
 * Thread-safe.
 */
final class StreamEnding {

    /** Longer than the graceful close of a call. */
    private static final long CALLS_END_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

    /** A little longer than the end of the calls. */
    private static final long SEAL_MARGIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final List<SubStream> subStreams;
    private final Notifications listeners;
    private final StreamResources resources;
    private final Steps steps;
    private final Generation life;
    private final ReentrantLock sealing = new ReentrantLock();

    @GuardedBy("sealing")
    private boolean closeNotified;

    private volatile boolean started;
    private volatile boolean callsEnding;

    StreamEnding(
            List<SubStream> subStreams,
            Notifications listeners,
            StreamResources resources,
            Steps steps,
            Generation life) {
        this.subStreams = subStreams;
        this.listeners = listeners;
        this.resources = resources;
        this.steps = steps;
        this.life = life;
    }

    boolean hasStarted() {
        return started;
    }

    /** Called again if the stream is poisoned while it closes: the reason changes, and the shorter time applies. */
    void start(long drainNanos) {
        subStreams.forEach(subStream -> subStream.closeAdmission(life::endReason));
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

    /** Nanoseconds until the seal, with a margin, unless timers and loops do not work. */
    long nanosToSeal() {
        return life.drainNanosLeft() + SEAL_MARGIN_NANOS;
    }

    private void endCalls() {
        if (!callsEnding) {
            steps.after(CALLS_END_NANOS, this::seal);
            CompletableFuture<?>[] ended =
                    subStreams.stream().map(SubStream::end).toArray(CompletableFuture<?>[]::new);
            callsEnding = true;
            steps.then(CompletableFuture.allOf(ended), this::seal);
        }
    }

    /** Ends the stream although calls may not have ended. Also called by a thread that has waited long enough. */
    void seal() {
        sealing.lock();
        try {
            if (life.sealed().isDone()) {
                return;
            }
            subStreams.forEach(subStream -> subStream.seal(life::endReason));
            // Before the resources are freed, after which the threads that notify the application end.
            life.failOpening();
            if (life.state() == StreamState.CLOSED) {
                finish();
            }
            life.sealed().complete(null);
        } finally {
            sealing.unlock();
        }
    }

    /** The last step, once, after the seal: notifies the listener and frees the resources. No caller has to wait. */
    void finish() {
        sealing.lock();
        try {
            if (!closeNotified) {
                listeners.send(StreamListener::onClose);
                closeNotified = true;
            }
            resources.free();
        } finally {
            sealing.unlock();
        }
    }
}
