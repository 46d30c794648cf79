package io.github.zerobus.engine.mux;

import io.github.zerobus.FlushResult;
import io.github.zerobus.StreamState;
import io.github.zerobus.engine.buffer.AckFuture;
import io.github.zerobus.engine.session.StreamContext;
import io.github.zerobus.engine.session.SubStream;
import java.time.Duration;
import java.util.List;

/** One flush: stores the next offset of each sub-stream at its start, and waits until all before it is acked. */
public final class Flush {

    private final StreamContext context;
    private final List<SubStream> subStreams;
    private final StreamLifecycle lifecycle;
    private final long[] targets;

    public Flush(StreamContext context, List<SubStream> subStreams, StreamLifecycle lifecycle) {
        this.context = context;
        this.subStreams = subStreams;
        this.lifecycle = lifecycle;
        this.targets = subStreams.stream().mapToLong(SubStream::tail).toArray();
    }

    public FlushResult await(Duration timeout) {
        BlockingWait wait = new BlockingWait(context.timers(), timeout);
        boolean complete = isDrained(wait);
        StreamState state = lifecycle.state();
        if (state == StreamState.POISONED || state == StreamState.CLOSED) {
            throw lifecycle.endReason();
        }
        return new FlushResult(complete, remaining(), wait.elapsed());
    }

    /**
     * Waits for one sub-stream after the other, so that a flush that times out leaves no futures behind. Healthy
     * sub-streams are also waited for if another one failed. A wait also ends if the request is refused, which leaves
     * nothing before it either.
     */
    private boolean isDrained(BlockingWait wait) {
        for (SubStream subStream : subStreams) {
            long target = targets[subStream.index()];
            if (target > context.firstOffset()) {
                AckFuture reached = subStream.watch(target - 1);
                if (!wait.isDone(reached, context.where() + "interrupted while flushing")) {
                    return false;
                }
            }
        }
        return true;
    }

    private long remaining() {
        return subStreams.stream()
                .mapToLong(subStream -> Math.max(0, targets[subStream.index()] - subStream.head()))
                .sum();
    }
}
