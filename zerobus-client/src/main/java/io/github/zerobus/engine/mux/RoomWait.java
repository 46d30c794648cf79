package io.github.zerobus.engine.mux;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.InflightLimitException;
import io.github.zerobus.MessageId;
import io.github.zerobus.Request;
import io.github.zerobus.StreamInterruptedException;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.buffer.AckFuture;
import io.github.zerobus.engine.buffer.RoomQueue;
import io.github.zerobus.engine.session.Failures;
import io.github.zerobus.engine.session.StreamContext;
import io.github.zerobus.engine.session.SubStream;
import io.github.zerobus.engine.time.BlockingGuard;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A caller's wait for room in a sub-stream whose budget is used up. */
final class RoomWait {

    private static final Logger log = LoggerFactory.getLogger(RoomWait.class);

    /** A wait of this length is logged once. */
    private static final long LONG_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final StreamContext context;

    RoomWait(StreamContext context) {
        this.context = context;
    }

    /**
     * Waits until the request is admitted.
     *
     * @throws InflightLimitException if there is no room in time; nothing was admitted
     * @throws StreamInterruptedException if the thread is interrupted; nothing was admitted
     */
    MessageId await(
            SubStream subStream,
            Request request,
            @Nullable String key,
            long position,
            @Nullable AckFuture future,
            Duration maxBlock) {
        BlockingGuard.check(where(subStream), "an ingest without room");
        BlockingWait wait = new BlockingWait(context.timers(), maxBlock);
        RoomQueue.Waiter waiter = subStream.queueForRoom(request, key, position, future);
        try {
            if (isAdmitted(subStream, waiter, wait)) {
                return BlockingWait.result(waiter);
            }
            subStream.leaveRoomQueue(waiter);
            return resultOr(waiter, noRoom(subStream, wait.elapsed()));
        } catch (StreamInterruptedException e) {
            subStream.leaveRoomQueue(waiter);
            return resultOr(waiter, e);
        } finally {
            context.listener().onBackpressure(subStream.index(), wait.elapsed());
        }
    }

    private boolean isAdmitted(SubStream subStream, RoomQueue.Waiter waiter, BlockingWait wait) {
        String interrupted = where(subStream) + "interrupted while waiting for room";
        if (wait.isDone(waiter, LONG_WAIT_NANOS, interrupted)) {
            return true;
        }
        if (wait.isOver()) {
            return false;
        }
        log.warn("{}an ingest has waited for room for 1 s", where(subStream));
        return wait.isDone(waiter, interrupted);
    }

    /** The request may have been admitted before it left the queue. Then its id counts, and nothing else. */
    private static MessageId resultOr(RoomQueue.Waiter waiter, ZerobusException failure) {
        if (!waiter.isDone()) {
            throw failure;
        }
        return BlockingWait.result(waiter);
    }

    private ZerobusException noRoom(SubStream subStream, Duration waited) {
        return subStream.isSuspended()
                ? Failures.timeout(
                        where(subStream)
                                + "the stream reopens, or sends what its rescue store held, and took no other request after "
                                + waited.toMillis()
                                + " ms (max-block " + context.options().maxBlock()
                                + "). Nothing was admitted; try again later",
                        null)
                : limit(subStream, waited);
    }

    private InflightLimitException limit(SubStream subStream, Duration waited) {
        InflightLimitException.Usage requests = subStream.requestUsage();
        InflightLimitException.Usage bytes = subStream.byteUsage();
        String message = where(subStream) + "no room after " + waited.toMillis() + " ms (max-block "
                + context.options().maxBlock() + "): " + requests.used() + " of " + requests.limit() + " requests and "
                + bytes.used() + " of " + bytes.limit()
                + " bytes are in flight or wait for the actions of futures. Nothing was admitted; try again later, or"
                + " raise max-inflight-size or max-inflight-requests";
        return EngineAccess.inflightLimit(message, requests, bytes, waited);
    }

    private String where(SubStream subStream) {
        return context.where(subStream.index());
    }
}
