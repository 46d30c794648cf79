package io.github.zerobus.engine.mux;

import io.github.zerobus.MessageId;
import io.github.zerobus.RecordType;
import io.github.zerobus.Request;
import io.github.zerobus.RescueRequest;
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
    private final RecordType recordType;
    private final SerialExecutor serial;
    private final Steps steps;
    private final ArrayDeque<RescueStore.SubStream> sources = new ArrayDeque<>();
    private RescueStore.@Nullable Cursor cursor;
    private long nextPosition;
    private boolean done;

    StoreReplay(Rescue rescue, SubStream target, RecordType recordType, Executor workers, Steps steps) {
        this.rescue = rescue;
        this.target = target;
        this.recordType = recordType;
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
            while (!done) {
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

    /** Whether the request was admitted; if not, another step follows when there is room. */
    private boolean isAdmitted(StoredRequest stored) {
        RescueRequest request = stored.request();
        if (request.recordType() != recordType) {
            log.error(
                    "The rescue store holds request {} of record type {}, but the stream sends {}; it stays there",
                    stored.position(),
                    request.recordType(),
                    recordType);
            return true;
        }
        CompletableFuture<MessageId> admitted;
        try {
            admitted = target.queueStored(payload(request), request.key(), stored.position());
        } catch (ZerobusException e) {
            // The stream has ended. After a reopening this request is read again.
            suspend(stored.position());
            return false;
        }
        if (admitted.isDone() && !admitted.isCompletedExceptionally()) {
            nextPosition = stored.position() + 1;
            return true;
        }
        steps.then(admitted, () -> {
            if (admitted.isCompletedExceptionally()) {
                serial.execute(() -> suspend(stored.position()));
            } else {
                resume(stored.position());
            }
        });
        return false;
    }

    private static Request payload(RescueRequest request) {
        return PayloadBatch.of(request.payloads());
    }

    private void resume(long position) {
        serial.execute(() -> {
            nextPosition = position + 1;
            run();
        });
    }

    private void suspend(long position) {
        nextPosition = position;
        closeCursor();
    }

    private void finish() {
        done = true;
        closeCursor();
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
