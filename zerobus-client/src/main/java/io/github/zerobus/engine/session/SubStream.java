package io.github.zerobus.engine.session;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.InflightLimitException.Usage;
import io.github.zerobus.MessageId;
import io.github.zerobus.Request;
import io.github.zerobus.SendResult;
import io.github.zerobus.SubStreamSnapshot;
import io.github.zerobus.SubStreamState;
import io.github.zerobus.UnackedBatch;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.channel.GrpcChannel;
import io.github.zerobus.engine.buffer.AckFuture;
import io.github.zerobus.engine.buffer.BufferSnapshot;
import io.github.zerobus.engine.buffer.InflightBuffer;
import io.github.zerobus.engine.buffer.RoomQueue;
import io.github.zerobus.engine.buffer.SlotState;
import io.github.zerobus.engine.buffer.UnackedRequests;
import io.github.zerobus.engine.time.LoopExecutor;
import io.github.zerobus.engine.time.SerialExecutor;
import io.github.zerobus.engine.wire.WireStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One of the N ordered streams, as the rest of the engine uses it: a buffer for the threads of callers, and a session
 * that drains it on the serial executor. Thread-safe.
 */
public final class SubStream {

    private final int index;
    private final StreamContext context;
    private final InflightBuffer buffer;
    private final UnackedRequests unacked;
    private final Callbacks callbacks;
    private final FutureExpiry expiry;
    private final SubStreamContext own;
    private final GrpcChannel channel;
    private final HeadersProvider headers;
    private final SentBytes sentBytes = new SentBytes();
    /** One for each generation of the stream. Written by the life cycle only. */
    private volatile SubStreamSession session;
    /** Whether the listener is notified of the unacked requests. Written by the life cycle only. */
    private volatile boolean sealed;

    /**
     * Creates a sub-stream; opens nothing.
     *
     * @param watch watches the queue of the futures
     * @param newQueue creates queues for futures and listeners
     */
    public SubStream(
            int index,
            StreamContext context,
            GrpcChannel channel,
            HeadersProvider headers,
            CallbackWatch watch,
            Supplier<SerialExecutor> newQueue) {
        LoopExecutor loop = new LoopExecutor(channel.executor());
        this.own = new SubStreamContext(index, context, loop);
        this.index = index;
        this.context = context;
        Notifications listeners = new Notifications(context.listener(), newQueue);
        Rescue rescue = context.rescue();
        this.buffer = new InflightBuffer(
                index,
                context.options(),
                context.firstOffset(),
                context.timers(),
                this::drain,
                rescue == null ? positions -> {} : rescue::remove);
        this.callbacks = new Callbacks(index, watch.watch(newQueue.get()), watch, listeners, buffer::callbacksBegun);
        this.unacked = buffer.unacked();
        this.expiry = new FutureExpiry(own, unacked, callbacks);
        this.channel = new GrpcChannel(channel.channel(), loop);
        this.headers = headers;
        this.session = newSession(false);
        session.attach();
    }

    private SubStreamSession newSession(boolean held) {
        return new SubStreamSession(own, channel, headers, buffer, sentBytes, callbacks, held);
    }

    private void drain() {
        session.drain();
    }

    public int index() {
        return index;
    }

    public SubStreamState state() {
        return session.state().get();
    }

    /** Numbers of this moment. */
    public SubStreamSnapshot snapshot() {
        BufferSnapshot numbers = unacked.snapshot();
        SubStreamSession present = session;
        WireStream stream = present.physicalStream();
        return EngineAccess.subStreamSnapshot(
                index,
                present.state().get(),
                stream == null ? null : stream.id(),
                numbers.ingestedRequests(),
                numbers.ackedRequests(),
                numbers.ingestedRecords(),
                numbers.ackedRecords(),
                sentBytes.total(),
                sentBytes.repeated(),
                numbers.refusedRecords(),
                numbers.handedOverRecords(),
                numbers.inflightRequests(),
                numbers.bytes(),
                Duration.ofNanos(numbers.oldestNanos()),
                Duration.ofNanos(numbers.withoutProgressNanos()),
                stream == null ? null : stream.age(context.timers().nanoTime()),
                present.tries().lastFailure());
    }

    // Opening and end.

    /** Starts opening after a delay. */
    public void open(Duration delay) {
        session.open(delay);
    }

    /** Replaces the session, which has ended, by another one over the same buffer. It sends nothing before release. */
    public void renew() {
        SubStreamSession old = session;
        SubStreamSession next = newSession(true);
        own.loop().execute(() -> {
            old.abandon();
            next.attach();
            callbacks.stateChanged(SubStreamState.CONNECTING);
        });
        session = next;
    }

    /** Starts to send what is unacked, and admits requests again. */
    public void release() {
        session.release();
        buffer.resumeAdmission();
    }

    /** Completes when the first physical stream is open; fails if it never will be. */
    public CompletableFuture<Void> opened() {
        return session.state().opened();
    }

    /** Completes with the failure when this sub-stream has ended permanently, never before its state says so. */
    public CompletableFuture<ZerobusException> failed() {
        return session.state().failed();
    }

    /** Number of connection attempts so far. */
    public int attempts() {
        return session.tries().attempts();
    }

    /** Last reason why a connection was lost or not opened. */
    public @Nullable ZerobusException lastFailure() {
        return session.tries().lastFailure();
    }

    /** Ends the calls without a flush. The future completes when nothing of this sub-stream runs any more. */
    public CompletableFuture<Void> end() {
        return session.end();
    }

    // Admission.

    /** Admits a request if there is room, or returns null. */
    public @Nullable MessageId tryAdmit(
            Request request, @Nullable String key, long position, @Nullable AckFuture future) {
        return buffer.tryAdmit(request, key, position, future);
    }

    /** Queues a request for room; see {@link InflightBuffer#queueForRoom}. */
    public RoomQueue.Waiter queueForRoom(
            Request request, @Nullable String key, long position, @Nullable AckFuture future) {
        return buffer.queueForRoom(request, key, position, future);
    }

    /** Queues a request of the store for room, in front of all others. */
    public CompletableFuture<MessageId> queueStored(Request request, @Nullable String key, long position) {
        return buffer.queueStored(request, key, position);
    }

    /** Admits only requests of the store, or all again. */
    public void setReplaying(boolean value) {
        buffer.setReplaying(value);
    }

    /** Stores the requests that are in memory only. Blocks on the disk. */
    public void keep() {
        Rescue rescue = context.rescue();
        if (rescue != null) {
            rescue.keep(index, unacked.notStored(), unacked::stored);
        }
    }

    /** Leaves the queue for room, unless the request was admitted or refused already. */
    public void leaveRoomQueue(RoomQueue.Waiter waiter) {
        buffer.leaveRoomQueue(waiter);
    }

    /** Refuses all further requests, including those that wait for room. */
    public void closeAdmission(Supplier<ZerobusException> reason) {
        buffer.closeAdmission(reason);
    }

    /** Keeps callers waiting for room, until the release. A seal is undone. */
    public void suspendAdmission() {
        buffer.suspendAdmission();
        sealed = false;
    }

    /** Whether callers wait for the release, and not for room. */
    public boolean isSuspended() {
        return buffer.isSuspended();
    }

    public Usage requestUsage() {
        return buffer.requestUsage();
    }

    public Usage byteUsage() {
        return buffer.byteUsage();
    }

    /** Number of unacked requests, without a lock and therefore approximate. */
    public long inflightRequests() {
        return buffer.inflightRequests();
    }

    // Acks.

    public boolean isDurable(long offset) {
        return unacked.state(offset) == SlotState.DURABLE;
    }

    /** Whether an offset was given to a request. */
    public boolean isIssued(long offset) {
        return unacked.isIssued(offset);
    }

    /** Number of records that are held. */
    public long unackedRecords() {
        BufferSnapshot numbers = unacked.snapshot();
        return numbers.ingestedRecords()
                - numbers.ackedRecords()
                - numbers.refusedRecords()
                - numbers.handedOverRecords();
    }

    /** Lowest offset that is not acked. */
    public long head() {
        return unacked.head();
    }

    /** Next offset to assign. */
    public long tail() {
        return unacked.tail();
    }

    /** Creates a future for the application, by default with the time limit of await. */
    public AckFuture newFuture(@Nullable Duration timeLimit) {
        return expiry.newFuture(timeLimit);
    }

    /** Schedules the expiry of a future that is attached to an admitted request. */
    public void expire(AckFuture future) {
        expiry.watch(future);
    }

    /** Returns a future for the application that completes when an offset is acked. */
    public CompletableFuture<SendResult> whenAcked(long offset) {
        AckFuture future = watch(offset, expiry.newFuture(null));
        if (!future.isDone()) {
            expiry.watch(future);
        }
        return future;
    }

    /** Returns a future for a blocking wait for an offset; it may be shared. */
    public AckFuture watch(long offset) {
        return watch(offset, AckFuture.internal());
    }

    private AckFuture watch(long offset, AckFuture future) {
        ZerobusException kept = keptReason(offset);
        if (kept != null) {
            future.completeExceptionally(kept);
            return future;
        }
        return unacked.watch(offset, future);
    }

    /** Completes when everything admitted so far is acked, or when the sub-stream has failed. */
    public CompletableFuture<Object> drained() {
        return CompletableFuture.anyOf(unacked.watchAll(), failed());
    }

    /** Fails all pending futures. From now on, unacked requests stay unacked. Can be repeated if it fails half-way. */
    public void seal(Supplier<ZerobusException> reason) {
        buffer.closeAdmission(reason);
        callbacks.end(unacked.seal(), reason, this::keptReason);
        expiry.handOver();
        if (!sealed) {
            callbacks.unacked(unacked.head(), unacked.tail(), reason);
            sealed = true;
        }
    }

    /** Why a wait for a request ends, if the store has it; null if it is in memory only. */
    private @Nullable ZerobusException keptReason(long offset) {
        Rescue rescue = context.rescue();
        long position = rescue == null ? InflightBuffer.NOT_STORED : unacked.keptAt(offset);
        return rescue == null || position == InflightBuffer.NOT_STORED
                ? null
                : rescue.kept(EngineAccess.messageId(index, offset), position);
    }

    /** Seals the sub-stream, whose requests the application has taken. Can be repeated if it fails half-way. */
    public void sealAndHandOver() {
        seal(() -> Failures.handedOver(own.where()));
        buffer.handOver(() -> Failures.handedOver(own.where()));
    }

    /** Forgets the unacked requests, after the seal, and returns them. */
    public List<UnackedBatch> handOver() {
        return buffer.handOver(() -> Failures.handedOver(own.where()));
    }

    /** The unacked requests as admitted, in order. */
    public List<UnackedBatch> unackedBatches() {
        return unacked.toBatches();
    }
}
