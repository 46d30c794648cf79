package io.github.zerobus.engine.session;

import io.github.zerobus.DurableRange;
import io.github.zerobus.EngineAccess;
import io.github.zerobus.InvalidRecordException;
import io.github.zerobus.MessageId;
import io.github.zerobus.SubStreamState;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.buffer.AckFuture;
import io.github.zerobus.engine.buffer.AckedFutures;
import io.github.zerobus.engine.buffer.Ended;
import io.github.zerobus.engine.time.ResumableLoop;
import io.github.zerobus.engine.time.SerialExecutor;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.LongFunction;
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
    private final IntConsumer begun;

    /**
     * Creates a dispatcher.
     *
     * @param begun takes the number of futures of acked requests whose actions begin to run
     */
    Callbacks(int index, SerialExecutor futures, CallbackWatch watch, Notifications listeners, IntConsumer begun) {
        this.begun = begun;
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
            execute(acked.callbacks(begun));
        }
        ranges.forEach(listeners::durable);
    }

    private void execute(Runnable task) {
        futures.execute(task);
        watch.queued();
    }

    /** Fails futures of the application. As one task, so that they fail all or none if this throws. */
    void fail(List<AckFuture> failing, Function<AckFuture, ZerobusException> failure) {
        if (!failing.isEmpty()) {
            execute(new ResumableLoop(failing.size(), index -> {
                AckFuture future = failing.get((int) index);
                future.completeExceptionally(failure.apply(future));
            }));
        }
    }

    /**
     * Fails futures because the sub-stream has ended. Those of the application share one exception: one for each future
     * would take several times the memory of the future.
     */
    void end(
            List<AckFuture> ending,
            Supplier<ZerobusException> reason,
            LongFunction<@Nullable ZerobusException> keptReason) {
        if (ending.isEmpty()) {
            return;
        }
        Ended ended = new Ended(reason);
        ZerobusException shared = reason.get();
        for (AckFuture future : ending) {
            if (!future.isCallback()) {
                boolean kept = keptReason.apply(future.id().offset()) != null;
                future.completeExceptionally(kept ? new Ended(() -> kept(future, keptReason, reason)) : ended);
            }
        }
        execute(new ResumableLoop(ending.size(), index -> end(ending.get((int) index), shared, keptReason)));
    }

    private static ZerobusException kept(
            AckFuture future, LongFunction<@Nullable ZerobusException> keptReason, Supplier<ZerobusException> reason) {
        ZerobusException kept = keptReason.apply(future.id().offset());
        return kept != null ? kept : reason.get();
    }

    private static void end(
            AckFuture future, ZerobusException shared, LongFunction<@Nullable ZerobusException> keptReason) {
        if (future.isCallback()) {
            ZerobusException kept = keptReason.apply(future.id().offset());
            future.completeExceptionally(kept != null ? kept : shared);
        }
    }

    /** Fails the futures of a request that the service refuses, and notifies the listeners. */
    void refused(MessageId id, List<AckFuture> futures, InvalidRecordException reason) {
        end(futures, () -> reason, request -> null);
        listeners.send(listener -> listener.onRefused(id, reason));
    }

    /** Reports the requests from one offset up to another, exclusive, as unacked. */
    void unacked(long from, long end, Supplier<ZerobusException> reason) {
        if (from < end && !listeners.isEmpty()) {
            ZerobusException cause = reason.get();
            listeners.sendLoop(
                    end - from, (listener, i) -> listener.onUnacked(EngineAccess.messageId(index, from + i), cause));
        }
    }

    /** Whether to build ranges: not without a listener. */
    boolean wantsRanges() {
        return !listeners.isEmpty();
    }
}
