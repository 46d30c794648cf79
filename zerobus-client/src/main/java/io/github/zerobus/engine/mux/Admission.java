package io.github.zerobus.engine.mux;

import io.github.zerobus.InflightLimitException;
import io.github.zerobus.MessageId;
import io.github.zerobus.RejectReason;
import io.github.zerobus.Request;
import io.github.zerobus.RescueStore;
import io.github.zerobus.SendOptions;
import io.github.zerobus.SendResult;
import io.github.zerobus.StreamClosedException;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.WhenFull;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.buffer.AckFuture;
import io.github.zerobus.engine.buffer.InflightBuffer;
import io.github.zerobus.engine.buffer.PayloadBatch;
import io.github.zerobus.engine.session.StreamContext;
import io.github.zerobus.engine.session.SubStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The only way in for requests. Owns the order of the steps: is the stream open, is the request valid, which sub-stream
 * takes it, is there room. A refused request uses neither budget nor offset, and an invalid one uses no turn either.
 * Each refusal is reported to the listener. Thread-safe.
 */
public final class Admission {

    private final StreamContext context;
    private final List<SubStream> subStreams;
    private final StreamOpening opening;
    private final Router router;
    private final RequestChecks checks;
    private final RoomWait room;
    private final WriteAhead writeAhead;

    public Admission(StreamContext context, List<SubStream> subStreams, StreamOpening opening, Router router) {
        this.context = context;
        this.subStreams = subStreams;
        this.opening = opening;
        this.router = router;
        this.checks = new RequestChecks(context.options());
        this.room = new RoomWait(context);
        this.writeAhead = new WriteAhead(context);
    }

    /** Admits a request; waits for the opening and for room up to {@code max-block} or the time limit. */
    public MessageId admit(Request request, SendOptions options) {
        return admit(accept(request, options), request, null, options);
    }

    /** Admits a request as {@link #admit} does, and returns a future for its ack. */
    public CompletableFuture<SendResult> admitAsync(Request request, SendOptions options) {
        SubStream subStream = accept(request, options);
        AckFuture future = subStream.newFuture(options.timeLimit());
        admit(subStream, request, future, options);
        subStream.expire(future);
        return future;
    }

    /** Admits a request if the stream accepts requests and there is room now; otherwise returns null. Never waits. */
    public @Nullable MessageId tryAdmit(Request request, SendOptions options) {
        if (!isOpen(request)) {
            reject(request, RejectReason.CAPACITY);
            return null;
        }
        checkValid(request);
        SubStream subStream = route(request, options);
        try {
            MessageId id = writeAhead.isActive()
                    ? tryStoreAndAdmit(subStream, request, options)
                    : subStream.tryAdmit(request, options.key(), InflightBuffer.NOT_STORED, null);
            if (id == null) {
                reject(request, RejectReason.CAPACITY);
            }
            return id;
        } catch (ZerobusException e) {
            throw refused(request, e);
        }
    }

    /** All steps before the wait for room. */
    private SubStream accept(Request request, SendOptions options) {
        if (!isOpen(request)) {
            opening.awaitReady(maxBlock(options));
        }
        checkValid(request);
        return route(request, options);
    }

    private boolean isOpen(Request request) {
        try {
            return opening.isReady();
        } catch (ZerobusException e) {
            throw refused(request, e);
        }
    }

    private void checkValid(Request request) {
        RequestChecks.Fault fault = checks.fault(request);
        if (fault != null) {
            reject(request, fault.reason());
            throw new IllegalArgumentException(context.where() + fault.text());
        }
    }

    private SubStream route(Request request, SendOptions options) {
        String key = options.key();
        if (key != null && !router.usesKeys()) {
            reject(request, RejectReason.INVALID);
            throw new IllegalArgumentException(context.where() + "a request has a key, but routing is " + router.name()
                    + ", which does not keep the order of keys; set routing to keyed");
        }
        int index = router.select(key);
        if (index < 0 || index >= subStreams.size()) {
            reject(request, RejectReason.INVALID);
            throw new IllegalStateException(context.where() + router.name() + " chose sub-stream " + index
                    + ", but there are only " + subStreams.size() + ", from 0 on");
        }
        return subStreams.get(index);
    }

    private MessageId admit(SubStream subStream, Request request, @Nullable AckFuture future, SendOptions options) {
        try {
            if (!writeAhead.isActive()) {
                return admit(subStream, request, InflightBuffer.NOT_STORED, future, options);
            }
            long position = writeAhead.store(subStream, request, options.key(), maxWait(options));
            return Objects.requireNonNull(
                    writeAhead.admitted(position, () -> admit(subStream, request, position, future, options)));
        } catch (ZerobusException e) {
            throw refused(request, e);
        }
    }

    private @Nullable MessageId tryStoreAndAdmit(SubStream subStream, Request request, SendOptions options) {
        long position = writeAhead.tryStore(subStream, request, options.key());
        return position == RescueStore.FULL
                ? null
                : writeAhead.admitted(position, () -> subStream.tryAdmit(request, options.key(), position, null));
    }

    private MessageId admit(
            SubStream subStream, Request request, long position, @Nullable AckFuture future, SendOptions options) {
        MessageId id = subStream.tryAdmit(request, options.key(), position, future);
        return id != null ? id : room.await(subStream, request, options.key(), position, future, maxWait(options));
    }

    private Duration maxWait(SendOptions options) {
        return context.options().whenFull() == WhenFull.FAIL ? Duration.ZERO : maxBlock(options);
    }

    private Duration maxBlock(SendOptions options) {
        Duration maxBlock = context.options().maxBlock();
        Duration limit = options.timeLimit();
        return limit != null && limit.compareTo(maxBlock) < 0 ? limit : maxBlock;
    }

    private ZerobusException refused(Request request, ZerobusException e) {
        if (e instanceof StreamPoisonedException) {
            reject(request, RejectReason.POISONED);
        } else if (e instanceof StreamClosedException) {
            reject(request, RejectReason.CLOSED);
        } else if (e instanceof InflightLimitException) {
            reject(request, RejectReason.CAPACITY);
        }
        return e;
    }

    private void reject(Request request, RejectReason reason) {
        context.listener().onRejected(reason, PayloadBatch.recordCount(request));
    }
}
