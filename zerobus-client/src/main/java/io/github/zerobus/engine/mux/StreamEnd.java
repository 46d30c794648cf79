package io.github.zerobus.engine.mux;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.UnackedBatch;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.session.StreamContext;
import io.github.zerobus.engine.session.SubStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The blocking side of a stream's end: waits for the seal, frees the resources and reports the result. Thread-safe. */
public final class StreamEnd {

    private static final Logger log = LoggerFactory.getLogger(StreamEnd.class);

    private final StreamContext context;
    private final List<SubStream> subStreams;
    private final StreamLifecycle lifecycle;
    private final StreamResources resources;

    public StreamEnd(
            StreamContext context, List<SubStream> subStreams, StreamLifecycle lifecycle, StreamResources resources) {
        this.context = context;
        this.subStreams = subStreams;
        this.lifecycle = lifecycle;
        this.resources = resources;
    }

    /** Closes a stream whose opening failed or was interrupted; the calls end within a second. */
    void abandonOpening() {
        // Cleared for the waits that follow, and set again after them.
        boolean interrupted = Thread.interrupted();
        try {
            close(Duration.ZERO);
        } catch (ZerobusException e) {
            // The caller gets the reason of the opening.
            log.debug("{}closed after its opening failed", context.where(), e);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    public void close(Duration timeout) {
        lifecycle.close(timeout);
        awaitSeal();
        lifecycle.finish();
        resources.awaitFreed();
        ZerobusException result = closeResult();
        if (result != null) {
            throw result;
        }
    }

    private @Nullable ZerobusException closeResult() {
        StreamPoisonedException poison = lifecycle.poisonException();
        long unacked = subStreams.stream()
                .mapToLong(subStream -> subStream.snapshot().inflightRequests())
                .sum();
        if (poison != null || unacked == 0) {
            return poison;
        }
        return EngineAccess.streamClosed(
                context.where() + "closed with " + unacked
                        + " requests not acked in time; fetch them with unackedBatches()",
                null);
    }

    public List<UnackedBatch> unackedBatches() {
        StreamState state = lifecycle.state();
        if (state == StreamState.REOPENING) {
            return unacked();
        }
        if (state == StreamState.OPENING || state == StreamState.OPEN) {
            throw new IllegalStateException(
                    context.where() + "it is still " + state + ", so records can still become durable; close it first");
        }
        awaitSeal();
        return unacked();
    }

    /** Hands the unacked requests over: the stream forgets them. */
    public List<UnackedBatch> takeUnacked() {
        StreamState state = lifecycle.state();
        if (state != StreamState.POISONED && state != StreamState.CLOSED) {
            throw new IllegalStateException(
                    context.where() + "it is " + state + ", so its records can still become durable; close it first");
        }
        awaitSeal();
        return lifecycle.takeUnacked();
    }

    private List<UnackedBatch> unacked() {
        return subStreams.stream()
                .flatMap(subStream -> subStream.unackedBatches().stream())
                .toList();
    }

    /** Waits for the seal, and seals the stream itself if loops and timers do not. */
    void awaitSeal() {
        if (lifecycle.sealed().isDone()) {
            return;
        }
        Duration limit = Duration.ofNanos(lifecycle.ending().nanosToSeal());
        BlockingWait wait = new BlockingWait(context.timers(), limit);
        if (!wait.isDone(lifecycle.sealed(), context.where() + "interrupted while it ends")) {
            log.warn("{}its calls have not ended after {}; it is sealed nevertheless", context.where(), limit);
            lifecycle.ending().seal();
        }
    }
}
