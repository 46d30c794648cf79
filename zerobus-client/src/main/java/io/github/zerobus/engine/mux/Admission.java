package io.github.zerobus.engine.mux;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.ErrorKind;
import io.github.zerobus.InflightLimitException;
import io.github.zerobus.MessageId;
import io.github.zerobus.Payload;
import io.github.zerobus.RecordType;
import io.github.zerobus.RejectReason;
import io.github.zerobus.SendOptions;
import io.github.zerobus.StreamClosedException;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.buffer.AckFuture;
import io.github.zerobus.engine.buffer.PayloadBatch;
import io.github.zerobus.engine.buffer.RoomQueue;
import io.github.zerobus.engine.buffer.SubStreamBudget;
import io.github.zerobus.engine.session.StreamContext;
import io.github.zerobus.engine.session.SubStream;
import io.github.zerobus.engine.time.BlockingGuard;
import io.github.zerobus.engine.time.Timers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets requests into a sub-stream's buffer: waits for room as long as the caller may, and tells of each refusal. */
public final class Admission {

    private static final Logger log = LoggerFactory.getLogger(Admission.class);

    /** A wait this long is worth one line in the log. */
    private static final long LONG_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final StreamContext context;
    private final SubStreamBudget budget;

    public Admission(StreamContext context) {
        this.context = context;
        this.budget = SubStreamBudget.of(context.options());
    }

    /** Admits, or returns nothing if there is no room now. */
    @Nullable
    public MessageId tryAdmit(SubStream subStream, Object request, @Nullable AckFuture future) {
        try {
            MessageId id = subStream.buffer().tryAdmit(request, future);
            if (id == null) {
                rejected(request, RejectReason.CAPACITY);
            }
            return id;
        } catch (ZerobusException e) {
            throw refused(request, e);
        }
    }

    /** Admits, and waits for room up to {@code max-block} or the time limit. */
    public MessageId admit(SubStream subStream, Object request, @Nullable AckFuture future, SendOptions options) {
        try {
            MessageId id = subStream.buffer().tryAdmit(request, future);
            return id != null ? id : awaitRoom(subStream, request, future, maxBlock(options));
        } catch (ZerobusException e) {
            throw refused(request, e);
        }
    }

    public ZerobusException refused(Object request, ZerobusException e) {
        if (e instanceof StreamPoisonedException) {
            rejected(request, RejectReason.POISONED);
        } else if (e instanceof StreamClosedException) {
            rejected(request, RejectReason.CLOSED);
        } else if (e instanceof InflightLimitException) {
            rejected(request, RejectReason.CAPACITY);
        }
        return e;
    }

    /** Turns away a record for which there is no room as long as the stream is not open. */
    public Optional<MessageId> noRoom(Object request) {
        rejected(request, RejectReason.CAPACITY);
        return Optional.empty();
    }

    private void rejected(Object request, RejectReason reason) {
        context.listener().onRejected(reason, PayloadBatch.recordCount(request));
    }

    /** How long an ingest may wait. */
    public Duration maxBlock(SendOptions options) {
        Duration maxBlock = context.options().maxBlock();
        Duration limit = options.timeLimit();
        return limit != null && limit.compareTo(maxBlock) < 0 ? limit : maxBlock;
    }

    private MessageId awaitRoom(SubStream subStream, Object request, @Nullable AckFuture future, Duration maxBlock) {
        BlockingGuard.check(where(subStream), "an ingest without room");
        long start = context.timers().nanoTime();
        RoomQueue.Waiter waiter = subStream.buffer().queueForRoom(request, future);
        try {
            return await(subStream, waiter, Timers.nanos(maxBlock));
        } catch (InterruptedException e) {
            subStream.buffer().leave(waiter);
            Thread.currentThread().interrupt();
            return admittedAfterAll(
                    waiter, EngineAccess.streamInterrupted(where(subStream) + "interrupted while waiting for room", e));
        } catch (TimeoutException e) {
            subStream.buffer().leave(waiter);
            return admittedAfterAll(
                    waiter, limit(subStream, Duration.ofNanos(context.timers().nanoTime() - start)));
        } finally {
            Duration waited = Duration.ofNanos(context.timers().nanoTime() - start);
            context.listener().onBackpressure(subStream.index(), waited);
        }
    }

    private MessageId await(SubStream subStream, RoomQueue.Waiter waiter, long nanos)
            throws InterruptedException, TimeoutException {
        try {
            if (nanos > LONG_WAIT_NANOS) {
                try {
                    return context.timers().await(waiter, LONG_WAIT_NANOS);
                } catch (TimeoutException e) {
                    log.warn("{}an ingest has waited for room for 1 s", where(subStream));
                    return context.timers().await(waiter, nanos - LONG_WAIT_NANOS);
                }
            }
            return context.timers().await(waiter, nanos);
        } catch (ExecutionException e) {
            throw refusal(e.getCause());
        }
    }

    /** Between giving up and leaving, the request may have been admitted; then its id counts and nothing else. */
    private static MessageId admittedAfterAll(RoomQueue.Waiter waiter, ZerobusException otherwise) {
        if (!waiter.isDone()) {
            throw otherwise;
        }
        try {
            return waiter.join();
        } catch (CompletionException e) {
            throw refusal(e.getCause());
        }
    }

    private static ZerobusException refusal(@Nullable Throwable cause) {
        return cause instanceof ZerobusException refusal
                ? refusal
                : EngineAccess.failure(ErrorKind.TRANSIENT, true, null, "waiting for room failed", cause);
    }

    private InflightLimitException limit(SubStream subStream, Duration waited) {
        InflightLimitException.Usage requests = subStream.buffer().requestUsage();
        InflightLimitException.Usage bytes = subStream.buffer().byteUsage();
        String message = where(subStream) + "no room after " + waited.toMillis() + " ms (max-block "
                + context.options().maxBlock() + "): " + requests.used() + " of " + requests.limit() + " requests and "
                + bytes.used() + " of " + bytes.limit()
                + " bytes are in flight. Nothing was admitted; try again later, or raise max-inflight-size or"
                + " max-inflight-requests";
        return EngineAccess.inflightLimit(message, requests, bytes, waited);
    }

    private String where(SubStream subStream) {
        return context.where(subStream.index());
    }

    /** Refuses what the service would refuse, before anything is spent on it. */
    public void check(Object request) {
        checkSize(request);
        if (request instanceof PayloadBatch batch) {
            batch.payloads().forEach(payload -> checkRecord(batch, payload));
        } else {
            checkRecord(request, (Payload) request);
        }
    }

    /** Refuses a request that is larger than the service takes, or that would never find room. */
    private void checkSize(Object request) {
        long size = PayloadBatch.size(request);
        long limit = context.options().maxPayloadSize();
        if (size > limit) {
            throw tooLarge(
                    request, "a request of " + size + " bytes is larger than max-payload-size, " + limit + " bytes");
        }
        long cost = PayloadBatch.cost(request);
        long share = budget.bytes();
        if (cost > share) {
            throw tooLarge(
                    request,
                    "a request of " + PayloadBatch.recordCount(request) + " records takes " + cost + " bytes with "
                            + SubStreamBudget.RECORD_OVERHEAD + " for each record, more than a sub-stream's share of"
                            + " max-inflight-size, " + share + " bytes");
        }
    }

    private IllegalArgumentException tooLarge(Object request, String what) {
        rejected(request, RejectReason.SIZE);
        return new IllegalArgumentException(context.where() + what + "; send it in parts");
    }

    private void checkRecord(Object request, Payload payload) {
        RecordType type = context.options().recordType();
        if (payload.recordType() != type) {
            throw invalid(request, "takes " + type + " records, but was given one of type " + payload.recordType());
        }
        if (type == RecordType.JSON && context.options().validateJson() && !EngineAccess.isWellFormedJson(payload)) {
            String fault = JsonSyntax.fault(payload.bytes());
            if (fault != null) {
                throw invalid(request, "takes JSON objects, but " + fault);
            }
        }
    }

    public IllegalArgumentException invalid(Object request, String what) {
        rejected(request, RejectReason.INVALID);
        return new IllegalArgumentException(context.where() + "it " + what);
    }
}
