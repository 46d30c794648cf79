package io.github.zerobus.engine.mux;

import io.github.zerobus.UnackedBatch;
import io.github.zerobus.UnackedHandler;
import io.github.zerobus.engine.session.StreamContext;
import io.github.zerobus.engine.session.SubStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offers what is unacked at the close of a stream to the application's handler, once. Thread-safe. */
final class Leftovers {

    private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

    private final StreamContext context;
    private final List<SubStream> subStreams;
    private final AtomicBoolean offered = new AtomicBoolean();

    Leftovers(StreamContext context, List<SubStream> subStreams) {
        this.context = context;
        this.subStreams = subStreams;
    }

    /** Whether there is a handler, which may block. */
    boolean mayBlock() {
        return context.unackedHandler() != null;
    }

    /**
     * Whether the handler has taken what is unacked. Waits for it for at most the callback timeout; a handler that
     * throws or takes longer has not taken anything.
     */
    boolean areTaken() {
        UnackedHandler handler = context.unackedHandler();
        if (handler == null || !offered.compareAndSet(false, true)) {
            return false;
        }
        List<UnackedBatch> unacked = subStreams.stream()
                .flatMap(subStream -> subStream.unackedBatches().stream())
                .toList();
        return !unacked.isEmpty() && isTaken(handler, unacked);
    }

    private boolean isTaken(UnackedHandler handler, List<UnackedBatch> unacked) {
        try {
            CompletableFuture<UnackedHandler.Answer> answer =
                    CompletableFuture.supplyAsync(() -> handler.handle(unacked), context.workers());
            BlockingWait wait =
                    new BlockingWait(context.timers(), context.options().callbackTimeout());
            if (!wait.isDone(answer, context.where() + "interrupted while the handler of unacked requests runs")) {
                log.warn(
                        "{}the handler of unacked requests did not return within callback-timeout, {}; they are kept",
                        context.where(),
                        context.options().callbackTimeout());
                return false;
            }
            return answer.join() == UnackedHandler.Answer.TAKEN;
        } catch (RejectedExecutionException e) {
            log.warn("{}the handler of unacked requests cannot run any more; they are kept", context.where(), e);
        } catch (RuntimeException e) {
            log.warn("{}the handler of unacked requests failed; they are kept", context.where(), e);
        }
        return false;
    }
}
