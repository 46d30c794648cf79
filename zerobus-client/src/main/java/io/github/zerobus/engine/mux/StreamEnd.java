package io.github.zerobus.engine.mux;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.UnackedBatch;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.session.Failures;
import io.github.zerobus.engine.session.StreamContext;
import io.github.zerobus.engine.session.SubStream;
import io.github.zerobus.engine.time.Timers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The blocking side of a stream's end: waits for the seal, frees the resources and reports the result. Thread-safe. */
public final class StreamEnd {

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

    /** Closes a stream whose opening failed or was interrupted; the calls end within half a second. */
    void abandonOpening() {
        lifecycle.close(Duration.ZERO);
        context.timers().awaitEnd(lifecycle.sealed());
        resources.free(context.options().callbackTimeout());
    }

    public void close(Duration timeout) {
        lifecycle.close(timeout);
        awaitSeal(timeout);
        lifecycle.closed();
        resources.free(context.options().callbackTimeout());
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
        if (state == StreamState.OPENING || state == StreamState.OPEN) {
            throw new IllegalStateException(
                    context.where() + "it is still " + state + ", so records can still become durable; close it first");
        }
        awaitSeal(context.options().flushTimeout());
        return subStreams.stream()
                .flatMap(subStream -> subStream.unackedBatches().stream())
                .toList();
    }

    private void awaitSeal(Duration drain) {
        if (lifecycle.sealed().isDone()) {
            return;
        }
        long poisonDrain = Timers.nanos(context.options().poisonDrainTimeout());
        Duration limit =
                Duration.ofNanos(Math.max(Timers.nanos(drain), poisonDrain)).plusSeconds(1);
        BlockingWait wait = new BlockingWait(context.timers(), limit);
        if (!wait.isDone(lifecycle.sealed(), context.where() + "interrupted while it ends")) {
            throw Failures.timeout(context.where() + "has not ended after " + limit + "; call again", null);
        }
    }
}
