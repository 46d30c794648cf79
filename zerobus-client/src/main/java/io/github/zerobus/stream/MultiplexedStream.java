package io.github.zerobus.stream;

import com.google.protobuf.Descriptors.Descriptor;
import io.github.zerobus.AwaitTimeoutException;
import io.github.zerobus.EngineAccess;
import io.github.zerobus.FlushResult;
import io.github.zerobus.MessageId;
import io.github.zerobus.Payload;
import io.github.zerobus.Routing;
import io.github.zerobus.SendOptions;
import io.github.zerobus.SendResult;
import io.github.zerobus.Startup;
import io.github.zerobus.StreamClosedException;
import io.github.zerobus.StreamInterruptedException;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamSnapshot;
import io.github.zerobus.UnackedBatch;
import io.github.zerobus.UnackedRecord;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.buffer.AckFuture;
import io.github.zerobus.engine.buffer.PayloadBatch;
import io.github.zerobus.engine.mux.Admission;
import io.github.zerobus.engine.mux.DurableWait;
import io.github.zerobus.engine.mux.Flush;
import io.github.zerobus.engine.mux.StreamEnd;
import io.github.zerobus.engine.mux.StreamLifecycle;
import io.github.zerobus.engine.mux.StreamOpening;
import io.github.zerobus.engine.mux.StreamResources;
import io.github.zerobus.engine.session.StreamContext;
import io.github.zerobus.engine.session.SubStream;
import io.github.zerobus.engine.time.BlockingGuard;
import io.github.zerobus.engine.time.ZerobusThread;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One handle over N ordered sub-streams into one table, each with its own connection; the same for one as for many.
 *
 * <p>Requests go over the sub-streams in turn, or as {@link Routing} says. Order holds within a sub-stream only. Delivery
 * is at least once: a record that was sent and not acked when a connection ended is sent again.
 *
 * <p>When a sub-stream ends for good the stream is poisoned: it takes no more records, healthy sub-streams go on for a
 * short while, then everything is closed and what is unacked can be fetched. Nothing that was admitted is dropped in
 * silence: it is acked, or among the unacked, and whoever waits for it is told.
 *
 * <p>Thread-safe. Calls that may wait fail at once with {@link IllegalStateException} in callbacks, on the stream's own
 * threads and on those that Reactor marks as non-blocking, except {@link #close()}; an ingest does if there is no room.
 */
public final class MultiplexedStream implements AutoCloseable {

    private final StreamContext context;
    private final List<SubStream> subStreams;
    private final StreamLifecycle lifecycle;
    private final StreamEnd end;
    private final StreamOpening opening;
    private final Router router;
    private final Admission admission;

    MultiplexedStream(
            StreamContext context,
            List<SubStream> subStreams,
            Router router,
            StreamLifecycle lifecycle,
            StreamResources resources) {
        this.context = context;
        this.subStreams = subStreams;
        this.lifecycle = lifecycle;
        this.end = new StreamEnd(context, subStreams, lifecycle, resources);
        this.opening = new StreamOpening(context, lifecycle, end);
        this.router = router;
        this.admission = new Admission(context);
    }

    /** Starts a new stream; the only way to make one. */
    public static MultiplexedStreamBuilder builder() {
        return new MultiplexedStreamBuilder();
    }

    /**
     * Opens all sub-streams and waits until each has opened or failed, {@code startup-timeout} at most. Does nothing on
     * an open stream.
     *
     * @throws io.github.zerobus.StreamOpenException if one could not open; everything is closed again then
     * @throws StreamInterruptedException if the thread is interrupted; everything is closed again then
     * @throws StreamPoisonedException if the stream was open and is poisoned
     * @throws StreamClosedException if the stream was closed before
     */
    public void open() {
        opening.open();
    }

    /**
     * Starts the opening and does not wait. The future fails as {@link #open()} does, or with the poison that a failed
     * opening in the background is; its actions run on the callback executor.
     */
    public CompletableFuture<Void> openAsync() {
        lifecycle.open();
        return lifecycle.openedForCallbacks();
    }

    /**
     * Admits one record. It is held from now on and not durable before it is acked. Waits for room, for
     * {@code max-block} at most, if the sub-stream whose turn it is has used up its budget; opens the stream first if
     * nobody has, and waits for that as long at most. The payload's array must not be changed until the record is acked.
     *
     * @throws IllegalArgumentException if the payload is too large, of the wrong kind, or not one JSON object
     * @throws io.github.zerobus.InflightLimitException if there was no room in time; nothing was admitted
     * @throws StreamPoisonedException if the stream is poisoned
     * @throws StreamClosedException if the stream is closed
     * @throws ZerobusException if the stream could not be opened, or was not open in time
     * @throws StreamInterruptedException if the thread is interrupted while it waits; nothing was admitted
     */
    public MessageId ingest(Payload payload) {
        return ingest(payload, SendOptions.none());
    }

    /**
     * {@link #ingest(Payload)} with a key or a time limit.
     *
     * @throws IllegalArgumentException also if there is a key that routing does not take
     */
    public MessageId ingest(Payload payload, SendOptions options) {
        return admission.admit(checked(payload, options), payload, null, options);
    }

    /**
     * Admits one record as {@link #ingest} does, if there is room for it now; never waits. While the stream opens there is
     * room with {@link Startup#BACKGROUND} alone.
     */
    public Optional<MessageId> tryIngest(Payload payload) {
        return tryIngest(payload, SendOptions.none());
    }

    /** {@link #tryIngest(Payload)} with a key; a time limit does not matter. */
    public Optional<MessageId> tryIngest(Payload payload, SendOptions options) {
        if (!isReady(payload)) {
            return admission.noRoom(payload);
        }
        return Optional.ofNullable(admission.tryAdmit(checked(payload, options), payload, null));
    }

    /**
     * Admits several records as one request: one id and one message on the wire, durable all together or not at all.
     * Otherwise as {@link #ingest}.
     *
     * @throws IllegalArgumentException also if there are no records
     */
    public MessageId ingestBatch(Collection<? extends Payload> payloads) {
        return ingestBatch(payloads, SendOptions.none());
    }

    /** {@link #ingestBatch(Collection)} with a key for all of them, or a time limit. */
    public MessageId ingestBatch(Collection<? extends Payload> payloads, SendOptions options) {
        PayloadBatch batch = new PayloadBatch(payloads);
        return admission.admit(checked(batch, options), request(batch), null, options);
    }

    /**
     * Admits one record as {@link #ingest} does, and gives a future that ends when it is durable or will not be, after
     * {@code flush-timeout} with {@link AwaitTimeoutException} at the latest. Its actions run on the callback executor.
     */
    public CompletableFuture<SendResult> ingestAsync(Payload payload) {
        return ingestAsync(payload, SendOptions.none());
    }

    /** {@link #ingestAsync(Payload)} with a key, or another time limit than {@code flush-timeout}. */
    public CompletableFuture<SendResult> ingestAsync(Payload payload, SendOptions options) {
        return admitAsync(checked(payload, options), payload, options);
    }

    /** Admits several records as {@link #ingestBatch} does, with a future as {@link #ingestAsync} gives it. */
    public CompletableFuture<SendResult> ingestBatchAsync(Collection<? extends Payload> payloads) {
        return ingestBatchAsync(payloads, SendOptions.none());
    }

    /** {@link #ingestBatchAsync(Collection)} with a key for all of them, or a time limit. */
    public CompletableFuture<SendResult> ingestBatchAsync(Collection<? extends Payload> payloads, SendOptions options) {
        PayloadBatch batch = new PayloadBatch(payloads);
        return admitAsync(checked(batch, options), request(batch), options);
    }

    private CompletableFuture<SendResult> admitAsync(SubStream subStream, Object request, SendOptions options) {
        Duration limit = options.timeLimit();
        AckFuture future = limit == null
                ? subStream.expiry().newFuture()
                : subStream.expiry().newFuture(limit);
        admission.admit(subStream, request, future, options);
        subStream.expiry().watch(future);
        return future;
    }

    /**
     * Admits one record as {@link #ingest} does and waits until it is durable; in all for the time limit, or
     * {@code flush-timeout} without one. Where the thread must not wait, nothing is admitted.
     *
     * @throws AwaitTimeoutException if it is not durable in time; it is still held and may become durable
     * @throws IllegalStateException in a callback or on a thread that must not wait; nothing was admitted
     */
    public SendResult ingestAndAwait(Payload payload, SendOptions options) {
        BlockingGuard.check(context.where(), "ingestAndAwait");
        Duration limit = options.timeLimit() != null
                ? options.timeLimit()
                : context.options().flushTimeout();
        DurableWait wait = new DurableWait(context, limit);
        MessageId id = ingest(payload, options.withTimeLimit(limit));
        wait.until(subStream(id), id);
        return new SendResult(id, wait.elapsed());
    }

    /** Waits until a request is durable, {@code flush-timeout} at most; see {@link #await(MessageId, Duration)}. */
    public void await(MessageId id) {
        await(id, context.options().flushTimeout());
    }

    /**
     * Waits until a request is durable. Returns also on a closed or poisoned stream, if the request was acked before.
     * An offset that was never given out is waited for like one that is in flight.
     *
     * @throws IllegalArgumentException if the stream has no such sub-stream
     * @throws AwaitTimeoutException if it is not durable in time; it is still held, and the stream is as it was
     * @throws StreamPoisonedException if the stream was poisoned and the request not acked
     * @throws StreamClosedException if the stream was closed and the request not acked
     * @throws StreamInterruptedException if the thread is interrupted
     */
    public void await(MessageId id, Duration timeout) {
        new DurableWait(context, timeout).until(subStream(id), id);
    }

    /** {@link #await(MessageId)} as a future, whose actions run on the callback executor. */
    public CompletableFuture<SendResult> awaitAsync(MessageId id) {
        SubStream subStream = subStream(id);
        AckFuture future =
                subStream.buffer().watch(id.offset(), subStream.expiry().newFuture());
        if (!future.isDone()) {
            subStream.expiry().watch(future);
        }
        return future;
    }

    /** Whether a request is durable by now; never waits. */
    public boolean isDurable(MessageId id) {
        return subStream(id).buffer().isAcked(id.offset());
    }

    /** Waits until all that was admitted before is durable, {@code flush-timeout} at most. */
    public FlushResult flush() {
        return flush(context.options().flushTimeout());
    }

    /**
     * Waits until all that was admitted before the call is durable. Running out of time is no failure; the result says
     * what is left.
     *
     * @throws StreamPoisonedException if the stream is poisoned, after healthy sub-streams were drained
     * @throws StreamClosedException if the stream is closed
     * @throws StreamInterruptedException if the thread is interrupted
     */
    public FlushResult flush(Duration timeout) {
        BlockingGuard.check(context.where(), "flush");
        return new Flush(subStreams, lifecycle, context.timers(), context.where()).await(timeout);
    }

    /** Closes the stream within {@code flush-timeout}; see {@link #close(Duration)}. */
    @Override
    public void close() {
        close(context.options().flushTimeout());
    }

    /**
     * Refuses all further requests, flushes those admitted for as long as given, ends all calls and frees everything.
     * Closing again, also at the same time, waits for the end of the calls and has the same result. Works in a callback,
     * which it does not wait for.
     *
     * @throws StreamPoisonedException if the stream was poisoned
     * @throws StreamClosedException if not everything was durable in time; see {@link #unackedBatches()}
     */
    public void close(Duration timeout) {
        if (Thread.currentThread() instanceof ZerobusThread && !BlockingGuard.inCallback()) {
            BlockingGuard.check(context.where(), "close");
        }
        end.close(timeout);
    }

    /**
     * Records that were admitted and not acked when the stream ended, in order for each sub-stream. The same answer as
     * often as asked, empty if everything was acked. Waits for the end of a stream that is just ending.
     *
     * @throws IllegalStateException if the stream is open
     */
    public List<UnackedRecord> unackedRecords() {
        return unackedBatches().stream()
                .flatMap(batch -> batch.payloads().stream().map(payload -> new UnackedRecord(batch.id(), payload)))
                .toList();
    }

    /** {@link #unackedRecords()} by request, each as it was admitted. */
    public List<UnackedBatch> unackedBatches() {
        return end.unackedBatches();
    }

    /** Numbers at this moment; never waits. */
    public StreamSnapshot snapshot() {
        return EngineAccess.streamSnapshot(
                context.name(),
                context.table(),
                lifecycle.state(),
                context.options().maxInflightRequests(),
                context.options().maxInflightSize(),
                lifecycle.poisonException(),
                subStreams.stream().map(SubStream::snapshot).toList());
    }

    /** The options in force. */
    public StreamOptions options() {
        return context.options();
    }

    /** Message type of the records, if they are protobuf. */
    public Optional<Descriptor> descriptor() {
        return Optional.ofNullable(context.descriptor());
    }

    /** Refuses what cannot be admitted, then takes a turn. */
    private SubStream checked(Payload payload, SendOptions options) {
        beReady(payload, options);
        admission.check(payload);
        return router.route(options, payload);
    }

    private SubStream checked(PayloadBatch batch, SendOptions options) {
        beReady(batch, options);
        if (batch.payloads().isEmpty()) {
            throw admission.invalid(batch, "was given a batch without records, which the wire cannot carry");
        }
        admission.check(batch);
        return router.route(options, batch);
    }

    /** A batch of one travels like a single record (protocol 1.1), and may so be joined with others. */
    private static Object request(PayloadBatch batch) {
        return batch.payloads().size() == 1 ? batch.payloads().get(0) : batch;
    }

    private boolean isReady(Object request) {
        try {
            return opening.isReady();
        } catch (ZerobusException e) {
            throw admission.refused(request, e);
        }
    }

    private void beReady(Object request, SendOptions options) {
        if (!isReady(request)) {
            opening.awaitReady(admission.maxBlock(options));
        }
    }

    private SubStream subStream(MessageId id) {
        if (id.subStream() >= subStreams.size()) {
            throw new IllegalArgumentException(context.where() + "message id " + id + " is of sub-stream "
                    + id.subStream() + ", but there are only " + subStreams.size() + "; it comes from another stream");
        }
        return subStreams.get(id.subStream());
    }
}
