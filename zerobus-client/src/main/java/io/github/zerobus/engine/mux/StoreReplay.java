package io.github.zerobus.engine.mux;

import io.github.zerobus.MessageId;
import io.github.zerobus.Request;
import io.github.zerobus.RescueStore;
import io.github.zerobus.StoredRequest;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.buffer.PayloadBatch;
import io.github.zerobus.engine.session.Rescue;
import io.github.zerobus.engine.session.SubStream;
import io.github.zerobus.engine.time.SerialExecutor;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Admits what the store held before the stream opened into one sub-stream, in order and as far as there is room. Other
 * requests of the sub-stream wait until that is done. Its steps run on the workers, one after the other, so its fields
 * need no lock.
 */
final class StoreReplay implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(StoreReplay.class);

    private final Rescue rescue;
    private final SubStream target;
    private final RequestChecks checks;
    private final SerialExecutor serial;
    private final Steps steps;
    private final ArrayDeque<RescueStore.SubStream> sources = new ArrayDeque<>();
    private RescueStore.@Nullable Cursor cursor;
    private long nextPosition;
    /** Whether a request waits for room; it is the next one. */
    private boolean waiting;

    private boolean done;
    /** Requests that the stream cannot send. */
    private long skipped;

    private String lastFault = "";

    StoreReplay(Rescue rescue, SubStream target, RequestChecks checks, Executor workers, Steps steps) {
        this.rescue = rescue;
        this.target = target;
        this.checks = checks;
        this.serial = new SerialExecutor(workers, workers);
        this.steps = steps;
    }

    /** Adds what a sub-stream of the earlier process left. */
    void add(RescueStore.SubStream source) {
        sources.add(source);
    }

    /** Starts, or continues after the stream was poisoned and reopened. */
    void start() {
        serial.execute(this);
    }

    @Override
    public void run() {
        try {
            while (!done && !waiting) {
                RescueStore.SubStream source = sources.peek();
                if (source == null) {
                    finish();
                    return;
                }
                StoredRequest next = next(source);
                if (next == null) {
                    closeCursor();
                    sources.remove();
                    nextPosition = 0;
                } else if (!isAdmitted(next)) {
                    return;
                }
            }
        } catch (RuntimeException e) {
            log.error("The rescue store cannot be read; what it holds stays there until the next start", e);
            finish();
        }
    }

    private @Nullable StoredRequest next(RescueStore.SubStream source) {
        RescueStore.Cursor reading = cursor;
        if (reading == null) {
            reading = rescue.read(source.index(), Math.max(source.firstPosition(), nextPosition));
            cursor = reading;
        }
        StoredRequest next = reading.next();
        return next == null || next.position() > source.lastPosition() ? null : next;
    }

    /** Whether the next request can follow; if not, another step does when there is room, or after a reopening. */
    private boolean isAdmitted(StoredRequest stored) {
        Request request = PayloadBatch.of(stored.request().payloads());
        RequestChecks.Fault fault = checks.fault(request);
        if (fault != null) {
            // It would wait for room for ever, or poison the stream.
            skipped++;
            lastFault = fault.text();
            return true;
        }
        CompletableFuture<MessageId> admitted;
        try {
            admitted = target.queueStored(request, stored.request().key(), stored.position());
        } catch (ZerobusException e) {
            // The stream has ended. After a reopening this request is read again.
            suspend(stored.position());
            return false;
        }
        if (admitted.isDone() && !admitted.isCompletedExceptionally()) {
            nextPosition = stored.position() + 1;
            return true;
        }
        waiting = true;
        steps.then(admitted, () -> serial.execute(() -> decided(admitted, stored.position())));
        return false;
    }

    private void decided(CompletableFuture<MessageId> admitted, long position) {
        waiting = false;
        if (admitted.isCompletedExceptionally()) {
            suspend(position);
        } else {
            nextPosition = position + 1;
            run();
        }
    }

    private void suspend(long position) {
        nextPosition = position;
        closeCursor();
    }

    private void finish() {
        done = true;
        closeCursor();
        if (skipped > 0) {
            log.error(
                    "{} requests of the rescue store cannot be sent by this stream and stay there; the last one: {}",
                    skipped,
                    lastFault);
        }
        target.setReplaying(false);
    }

    private void closeCursor() {
        RescueStore.Cursor open = cursor;
        cursor = null;
        if (open != null) {
            open.close();
        }
    }
}
