package io.github.zerobus.engine.session;

import io.github.zerobus.DurableRange;
<<<<<<< HEAD
import io.github.zerobus.EngineAccess;
import io.github.zerobus.StreamListener;
=======
>>>>>>> 3785b86 (Keep foreign executors, listeners and actions from stopping others)
import io.github.zerobus.SubStreamState;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.buffer.AckFuture;
import io.github.zerobus.engine.buffer.AckedFutures;
import io.github.zerobus.engine.buffer.Ended;
import io.github.zerobus.engine.time.SerialExecutor;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Dispatches the callbacks of one sub-stream: futures in order on one queue, notifications on one queue for each
 * listener. Actions of futures and listeners are foreign code and run on these queues only.
 */
final class Callbacks {

    private final int index;
    private final SerialExecutor futures;
    private final CallbackWatch watch;
    private final Notifications listeners;

    Callbacks(int index, SerialExecutor futures, CallbackWatch watch, Notifications listeners) {
        this.index = index;
        this.futures = futures;
        this.watch = watch;
        this.listeners = listeners;
    }

    void stateChanged(SubStreamState state) {
        listeners.send(listener -> listener.onSubStreamStateChange(index, state));
    }

    void recovered(@Nullable ZerobusException failure) {
        listeners.send(listener -> listener.onRecovery(index, failure));
    }

    void rotated() {
        listeners.send(listener -> listener.onRotation(index));
    }

    /** Completes futures and notifies the listeners of each acked message. */
    void durable(AckedFutures acked, List<DurableRange> ranges) {
        acked.completeInternal();
        if (acked.hasCallbacks()) {
            execute(acked);
        }
        ranges.forEach(listeners::durable);
    }

    private void execute(Runnable task) {
        futures.execute(task);
        watch.queued();
    }

<<<<<<< HEAD
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
=======
    /** Fails futures, each with its own exception. */
    void fail(List<AckFuture> failing, Supplier<ZerobusException> failure) {
        for (AckFuture future : failing) {
            if (future.isCallback()) {
                execute(() -> future.completeExceptionally(failure.get()));
>>>>>>> 3785b86 (Keep foreign executors, listeners and actions from stopping others)
            } else {
                future.completeExceptionally(ended);
            }
        }
    }

<<<<<<< HEAD
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
=======
    /** Notifies the listeners of all requests; of none if it throws. */
    void unacked(List<UnackedBatch> requests, Supplier<ZerobusException> reason) {
        if (!requests.isEmpty()) {
            ZerobusException cause = reason.get();
            listeners.sendEach(requests, (listener, request) -> listener.onUnacked(request.id(), cause));
>>>>>>> 3785b86 (Keep foreign executors, listeners and actions from stopping others)
        }
    }

    /** Whether to build ranges: not without a listener. */
    boolean wantsRanges() {
        return !listeners.isEmpty();
    }
}
