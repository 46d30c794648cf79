package io.github.zerobus.engine.session;

import io.github.zerobus.DurableRange;
import io.github.zerobus.MessageId;
import io.github.zerobus.StreamListener;
import io.github.zerobus.SubStreamState;
import io.github.zerobus.UnackedBatch;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.buffer.AckFuture;
import io.github.zerobus.engine.buffer.AckedFutures;
import io.github.zerobus.engine.time.SerialExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Dispatches the callbacks of one sub-stream to futures and the listener, in order, on the callback queue only. Each
 * callback is a task of its own, so that one that hangs does not hold back the others when the queue is given up.
 */
final class Callbacks {

    private final int index;
    private final StreamListener listener;
    private final SerialExecutor queue;
    private final RangeBacklog backlog = new RangeBacklog();

    Callbacks(int index, StreamListener listener, SerialExecutor queue) {
        this.index = index;
        this.listener = listener;
        this.queue = queue;
    }

    void stateChanged(SubStreamState state) {
        queue.execute(() -> listener.onSubStreamStateChange(index, state));
    }

    void recovered(@Nullable ZerobusException failure) {
        queue.execute(() -> listener.onRecovery(index, failure));
    }

    void rotated() {
        queue.execute(() -> listener.onRotation(index));
    }

    /** Completes futures and notifies the listener of each acked message. */
    void durable(AckedFutures acked, List<DurableRange> ranges) {
        acked.completeInternal();
        queue.executeAll(acked.callbacks());
        for (DurableRange range : ranges) {
            if (backlog.add(range)) {
                queue.execute(() -> listener.onDurable(backlog.take()));
            }
        }
    }

    /** Fails futures, each with its own exception. */
    void fail(List<AckFuture> futures, Supplier<ZerobusException> failure) {
        for (AckFuture future : futures) {
            if (future.isCallback()) {
                queue.execute(() -> future.completeExceptionally(failure.get()));
            } else {
                future.completeExceptionally(failure.get());
            }
        }
    }

    /** Notifies the listener of all requests; of none if it throws. */
    void unacked(List<UnackedBatch> requests, Supplier<ZerobusException> reason) {
        if (!requests.isEmpty()) {
            ZerobusException cause = reason.get();
            List<Runnable> tasks = new ArrayList<>(requests.size());
            for (UnackedBatch request : requests) {
                MessageId id = request.id();
                tasks.add(() -> listener.onUnacked(id, cause));
            }
            queue.executeAll(tasks);
        }
    }

    /** Whether to build ranges: not without a listener. */
    boolean wantsRanges() {
        return listener != NoListener.INSTANCE;
    }
}
