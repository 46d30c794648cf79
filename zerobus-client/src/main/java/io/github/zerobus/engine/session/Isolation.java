package io.github.zerobus.engine.session;

import io.github.zerobus.BadRecordAction;
import io.github.zerobus.DeadLetter;
import io.github.zerobus.EngineAccess;
import io.github.zerobus.ErrorKind;
import io.github.zerobus.InvalidRecordException;
import io.github.zerobus.MessageId;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.buffer.InflightBuffer;
import io.github.zerobus.engine.buffer.UnackedRequests;
import io.github.zerobus.engine.time.LoopTimer;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the request that the service refuses. The suspects are what was sent and not acked when the service ended the
 * call. Half of them is sent next, and so on, until one is left: each further refusal halves their number, and so does
 * each half that is acked. Everything else of the sub-stream waits meanwhile, so its order is kept. Owned by the serial
 * executor.
 */
final class Isolation {

    private final SubStreamContext subStream;
    private final StreamContext context;
    private final InflightBuffer buffer;
    private final UnackedRequests unacked;
    private final Callbacks callbacks;
    private final Outcome outcome;
    private final LoopTimer limit;

    /** Offset behind the last suspect; 0 if there are none. */
    private long suspectsEnd;

    private int refusals;
    private @Nullable DeadLetter handling;

    Isolation(SubStreamContext subStream, InflightBuffer buffer, Callbacks callbacks, Outcome outcome) {
        this.subStream = subStream;
        this.context = subStream.stream();
        this.buffer = buffer;
        this.unacked = buffer.unacked();
        this.callbacks = callbacks;
        this.outcome = outcome;
        this.limit = subStream.newTimer();
    }

    /** Continues a session whose physical stream has ended. */
    interface Outcome {

        /** The next part can be sent over another physical stream. */
        void sendNext(ZerobusException refusal);

        /** The sub-stream cannot continue. */
        void giveUp(ZerobusException failure);
    }

    /**
     * Handles the end of a physical stream, if its cause lies in the data.
     *
     * @return whether the outcome follows
     */
    boolean takes(ZerobusException failure) {
        if (context.options().failures().badRecords() != BadRecordAction.ISOLATE
                || failure.kind() != ErrorKind.INVALID_DATA
                || failure.isRetryable()) {
            return false;
        }
        long head = unacked.head();
        long suspects = unacked.sentEnd() - head;
        if (suspects <= 0) {
            return false;
        }
        refusals++;
        suspectsEnd = head + suspects;
        if (suspects > 1) {
            buffer.queue().limit(head + suspects / 2);
            outcome.sendNext(failure);
        } else {
            refuse(head, failure);
        }
        return true;
    }

    /**
     * Requests have become durable: the rest of the suspects is sent in halves too.
     *
     * @return whether more can be sent than before
     */
    boolean progressed() {
        context.deadLetters().progressed();
        if (suspectsEnd == 0) {
            return false;
        }
        long head = unacked.head();
        long suspects = suspectsEnd - head;
        if (suspects <= 0) {
            end();
            return true;
        }
        if (head < unacked.sentEnd()) {
            return false;
        }
        buffer.queue().limit(head + (suspects + 1) / 2);
        return true;
    }

    private void end() {
        suspectsEnd = 0;
        refusals = 0;
        buffer.queue().limit(Long.MAX_VALUE);
    }

    /** Forgets the suspects; the next session sends everything. */
    void abandon() {
        limit.stop();
        handling = null;
        end();
    }

    private void refuse(long offset, ZerobusException reason) {
        MessageId id = EngineAccess.messageId(subStream.index(), offset);
        String tooMany = context.deadLetters().refuse(context.timers().nanoTime());
        if (tooMany != null) {
            end();
            outcome.giveUp(Failures.because(
                    reason,
                    subStream.where() + "request " + id + " is refused, and " + tooMany + ": " + reason.getMessage()));
            return;
        }
        DeadLetter letter = EngineAccess.deadLetter(
                context.name(), context.table(), id, unacked.key(offset), unacked.payloads(offset), reason, refusals);
        handling = letter;
        limit.start(
                context.options().flushTimeout(),
                () -> handled(
                        letter,
                        Failures.timeout(
                                "did not return within " + context.options().flushTimeout() + " (flush-timeout)",
                                null)));
        try {
            context.workers().execute(() -> handle(letter));
        } catch (RejectedExecutionException e) {
            handled(letter, e);
        }
    }

    @SuppressWarnings("InterruptedExceptionSwallowed") // the thread belongs to the stream
    private void handle(DeadLetter letter) {
        Throwable failure = null;
        try {
            context.deadLetters().handle(letter);
        } catch (Throwable e) {
            failure = e;
        }
        Throwable result = failure;
        subStream.loop().execute(() -> handled(letter, result));
    }

    private void handled(DeadLetter letter, @Nullable Throwable failure) {
        if (handling != letter) {
            return;
        }
        limit.stop();
        handling = null;
        end();
        if (failure == null) {
            InvalidRecordException refused = refused(letter);
            callbacks.refused(letter.id(), buffer.refuseHead(() -> refused(letter)), refused);
            outcome.sendNext(letter.reason());
        } else {
            outcome.giveUp(Failures.because(
                    letter.reason(),
                    subStream.where() + "the dead letter handler did not take request " + letter.id() + ": " + failure
                            + "; the request is kept. The service refuses it: "
                            + letter.reason().getMessage()));
        }
    }

    private InvalidRecordException refused(DeadLetter letter) {
        return EngineAccess.invalidRecord(
                subStream.where() + "the service refuses request " + letter.id()
                        + ", which was given to the dead letter" + " handler: "
                        + letter.reason().getMessage(),
                letter.id(),
                letter.reason());
    }
}
