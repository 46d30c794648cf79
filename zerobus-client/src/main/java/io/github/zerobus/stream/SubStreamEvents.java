package io.github.zerobus.stream;

import io.github.zerobus.MessageId;
import io.github.zerobus.ZerobusException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Brings the news of one sub-stream to futures and listener, in order, on the callback queue and nowhere else. */
final class SubStreamEvents {

    private final int index;
    private final StreamListener listener;
    private final Executor queue;

    SubStreamEvents(int index, StreamListener listener, Executor queue) {
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
        if (acked.hasCallbacks()) {
            tell(acked::completeCallbacks);
        }
        if (!ranges.isEmpty()) {
            tell(() -> ranges.forEach(listener::onDurable));
        }
    }

    /** Fails futures, each with an exception of its own. */
    void fail(List<AckFuture> futures, Supplier<ZerobusException> failure) {
        List<AckFuture> callbacks =
                futures.stream().filter(AckFuture::isCallback).toList();
        futures.stream()
                .filter(future -> !future.isCallback())
                .forEach(future -> future.completeExceptionally(failure.get()));
        if (!callbacks.isEmpty()) {
            tell(() -> callbacks.forEach(future -> future.completeExceptionally(failure.get())));
        }
    }

    void unacked(List<MessageId> ids, ZerobusException cause) {
        tell(() -> ids.forEach(id -> listener.onUnacked(id, cause)));
    }

    /** Whether ranges are worth making: without a listener nobody would see them. */
    boolean wantsRanges() {
        return listener != Silent.INSTANCE;
    }

    DurableRange range(long first, long end, int records, long latencyNanos) {
        return new DurableRange(
                MessageId.of(index, first), MessageId.of(index, end - 1), records, Duration.ofNanos(latencyNanos));
    }

    private void tell(Runnable news) {
        queue.execute(() -> BlockingGuard.runCallback(news));
    }

    /** Stands where the application set no listener. */
    enum Silent implements StreamListener {
        INSTANCE
    }
}
