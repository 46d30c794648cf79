package io.github.zerobus.engine.session;

import io.github.zerobus.DurableRange;
import io.github.zerobus.MessageId;
import io.github.zerobus.StreamListener;
import io.github.zerobus.SubStreamState;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.buffer.AckFuture;
import io.github.zerobus.engine.buffer.AckedFutures;
import io.github.zerobus.engine.time.SerialExecutor;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings the news of one sub-stream to futures and listener, in order, on the callback queue and nowhere else. Each news
 * is a task of its own, so that one callback that hangs does not take others with it when the queue is given up.
 */
public final class SubStreamEvents {

    private final int index;
    private final StreamListener listener;
    private final SerialExecutor queue;
    private final RangeBacklog backlog = new RangeBacklog();

    public SubStreamEvents(int index, StreamListener listener, SerialExecutor queue) {
        this.index = index;
        this.listener = listener;
        this.queue = queue;
    }

    void stateChanged(SubStreamState state) {
        tell(() -> listener.onSubStreamStateChange(index, state));
    }

    void recovered(@Nullable ZerobusException failure) {
        tell(() -> listener.onRecovery(index, failure));
    }

    void rotated() {
        tell(() -> listener.onRotation(index));
    }

    /** Completes futures and tells of each wire message that was acked. */
    void durable(AckedFutures acked, List<DurableRange> ranges) {
        acked.completeInternal();
        queue.executeAll(acked.callbacks());
        for (DurableRange range : ranges) {
            if (backlog.add(range)) {
                tell(() -> listener.onDurable(backlog.take()));
            }
        }
    }

    /** Fails futures, each with an exception of its own. */
    public void fail(List<AckFuture> futures, Supplier<ZerobusException> failure) {
        for (AckFuture future : futures) {
            if (future.isCallback()) {
                tell(() -> future.completeExceptionally(failure.get()));
            } else {
                future.completeExceptionally(failure.get());
            }
        }
    }

    public void unacked(List<MessageId> ids, ZerobusException cause) {
        ids.forEach(id -> tell(() -> listener.onUnacked(id, cause)));
    }

    /** Whether ranges are worth making: without a listener nobody would see them. */
    boolean wantsRanges() {
        return listener != Silent.INSTANCE;
    }

    private void tell(Runnable news) {
        queue.execute(news);
    }

    /** Stands where the application set no listener. */
    public enum Silent implements StreamListener {
        INSTANCE
    }
}
