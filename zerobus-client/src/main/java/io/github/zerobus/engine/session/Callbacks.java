package io.github.zerobus.engine.session;

import io.github.zerobus.DurableRange;
import io.github.zerobus.EngineAccess;
import io.github.zerobus.StreamListener;
import io.github.zerobus.SubStreamState;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.buffer.AckFuture;
import io.github.zerobus.engine.buffer.AckedFutures;
import io.github.zerobus.engine.buffer.Ended;
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

    /** Fails a future of the application. */
    void fail(AckFuture future, Supplier<ZerobusException> failure) {
        queue.execute(() -> future.completeExceptionally(failure.get()));
    }

    /**
     * Fails futures because the sub-stream has ended. Those of the application share one exception: one for each future
     * would take several times the memory of the future.
     */
    void end(List<AckFuture> futures, Supplier<ZerobusException> reason) {
        if (futures.isEmpty()) {
            return;
        }
        Ended ended = new Ended(reason);
        ZerobusException shared = reason.get();
        for (AckFuture future : futures) {
            if (future.isCallback()) {
                queue.execute(() -> future.completeExceptionally(shared));
            } else {
                future.completeExceptionally(ended);
            }
        }
    }

    /** Reports the requests from one offset up to another, exclusive, as unacked; none of them if it throws. */
    void unacked(long from, long end, Supplier<ZerobusException> reason) {
        if (from < end && listener != NoListener.INSTANCE) {
            ZerobusException cause = reason.get();
            List<Runnable> tasks = new ArrayList<>();
            for (long offset = from; offset < end; offset++) {
                long one = offset;
                tasks.add(() -> listener.onUnacked(EngineAccess.messageId(index, one), cause));
            }
            queue.executeAll(tasks);
        }
    }

    /** Whether to build ranges: not without a listener. */
    boolean wantsRanges() {
        return listener != NoListener.INSTANCE;
    }
}
