package io.github.zerobus.stream;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.FlushResult;
import io.github.zerobus.StreamSnapshot;
import io.github.zerobus.engine.mux.Admission;
import io.github.zerobus.engine.mux.Durability;
import io.github.zerobus.engine.mux.Flush;
import io.github.zerobus.engine.mux.StreamEnd;
import io.github.zerobus.engine.mux.StreamLifecycle;
import io.github.zerobus.engine.mux.StreamOpening;
import io.github.zerobus.engine.session.StreamContext;
import io.github.zerobus.engine.session.SubStream;
import java.time.Duration;
import java.util.List;

/**
 * The parts of the engine that a stream calls.
 *
 * @param context what all sub-streams have in common
 * @param subStreams in the order of their indices
 * @param lifecycle state and end
 * @param opening waits for the opening
 * @param end waits for the end
 * @param admission takes requests
 * @param durability waits for acks
 */
record StreamEngine(
        StreamContext context,
        List<SubStream> subStreams,
        StreamLifecycle lifecycle,
        StreamOpening opening,
        StreamEnd end,
        Admission admission,
        Durability durability) {

    FlushResult flush(Duration timeout) {
        return new Flush(context, subStreams, lifecycle).await(timeout);
    }

    StreamSnapshot snapshot() {
        return EngineAccess.streamSnapshot(
                context.name(),
                context.table(),
                lifecycle.state(),
                context.options().maxInflightRequests(),
                context.options().maxInflightSize(),
                lifecycle.poisonException(),
                lifecycle.generation(),
                lifecycle.replayedRecords(),
                lifecycle.nextTry(),
                subStreams.stream().map(SubStream::snapshot).toList());
    }
}
