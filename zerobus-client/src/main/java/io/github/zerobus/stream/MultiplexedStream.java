package io.github.zerobus.stream;

import com.google.protobuf.Descriptors.Descriptor;
import io.github.zerobus.AwaitTimeoutException;
import io.github.zerobus.FlushResult;
import io.github.zerobus.InflightLimitException;
import io.github.zerobus.MessageId;
import io.github.zerobus.Payload;
import io.github.zerobus.RescueSnapshot;
import io.github.zerobus.SendOptions;
import io.github.zerobus.SendResult;
import io.github.zerobus.Startup;
import io.github.zerobus.StreamClosedException;
import io.github.zerobus.StreamInterruptedException;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamSnapshot;
import io.github.zerobus.UnackedBatch;
import io.github.zerobus.UnackedRecord;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.buffer.PayloadBatch;
import io.github.zerobus.engine.session.Rescue;
import io.github.zerobus.engine.time.BlockingGuard;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A handle over 1 to 64 ordered sub-streams into one table, each with its own connection.
 *
 * <p>Requests, which are single records or batches, are distributed over the sub-streams in turn, or as
 * {@link io.github.zerobus.Routing} defines. Order is kept within a sub-stream only. Delivery is at least once: a
 * record that was sent and not acked when a connection ended is sent again.
 *
 * <p>If a sub-stream ends permanently, the stream is <em>poisoned</em>: it accepts no more records, healthy sub-streams
 * are drained for a short time, then everything is closed and the unacked records can be fetched. No admitted record is
 * dropped silently: it is acked, or it is among the unacked records and its future or wait fails.
 *
 * <p>Thread-safe. Methods that may block throw {@link IllegalStateException} in callbacks, on the stream's own threads
 * and on threads that Reactor marks as non-blocking; {@link #close()} is allowed in callbacks, and an ingest blocks
 * only if there is no room.
 *
 * <pre>{@code
 * import io.github.zerobus.*;
 * import io.github.zerobus.stream.MultiplexedStream;
 *
 * class Example {
 *
 *     static void send(String endpoint) {
 *         MultiplexedStream stream = MultiplexedStream.builder()
 *                 .endpoint(endpoint)
 *                 .table("main.iot.readings")
 *                 .build();
 *         try (stream) {
 *             stream.open();
 *             stream.ingest(Payload.json("{\"device\":17}"));
 *         } catch (ZerobusException e) {
 *             // Closed by now: either everything is durable, or the rest can be fetched.
 *             for (UnackedRecord record : stream.unackedRecords()) {
 *                 System.err.println("not durable: " + record.id());
 *             }
 *         }
 *     }
 * }
 * }</pre>
 */
public final class MultiplexedStream implements AutoCloseable {

    private final StreamEngine engine;

    MultiplexedStream(StreamEngine engine) {
        this.engine = engine;
    }

    /** {@return a new builder} */
    public static MultiplexedStreamBuilder builder() {
        return new MultiplexedStreamBuilder();
    }

    /**
     * Opens all sub-streams. Blocks until each has opened or failed, for at most {@code startup-timeout}. Does nothing
     * if the stream is open.
     *
     * @throws StreamOpenException if a sub-stream cannot open; everything is closed again
     * @throws StreamInterruptedException if the thread is interrupted; everything is closed again
     * @throws StreamPoisonedException if the stream was open and is poisoned
     * @throws StreamClosedException if the stream is closed
     */
    public void open() {
        engine.opening().open();
    }

    /**
     * Starts opening all sub-streams and returns immediately.
     *
     * @return a future that completes when the stream is open. It fails as {@link #open()} does, or with
     *     StreamPoisonedException if opening in the background fails; its actions run on the callback executor
     */
    public CompletableFuture<Void> openAsync() {
        return engine.opening().openAsync();
    }

    /**
     * Reopens a poisoned stream: sends what is unacked again, in order, and then admits requests again. Ids and counts
     * continue. Blocks until all sub-streams are open, for at most {@code startup-timeout}; futures that failed
     * stay failed. Does nothing if the stream is open, and hastens a reopening that waits for its next attempt.
     *
     * @throws StreamOpenException if a sub-stream cannot open; the stream is poisoned as before, and nothing is lost
     * @throws StreamInterruptedException if the thread is interrupted; the reopening continues
     * @throws StreamPoisonedException if the stream was poisoned and is closed
     * @throws StreamClosedException if the stream is closed
     */
    public void reopen() {
        engine.opening().reopen();
    }

    /**
     * Admits one record. The record is held from now on, and not durable until it is acked. Blocks for at most
     * {@code max-block} if the selected sub-stream has no room, and as long if the stream is still opening; opens the
     * stream if it was not opened before.
     *
     * @param payload the record; its array must not be changed until the record is acked
     * @return the id of the request
     * @throws IllegalArgumentException if the payload is too large, of the wrong type, or not one JSON object
     * @throws InflightLimitException if there is no room in time; nothing was admitted
     * @throws StreamPoisonedException if the stream is poisoned
     * @throws StreamClosedException if the stream is closed
     * @throws StreamInterruptedException if the thread is interrupted while it waits; nothing was admitted
     * @throws ZerobusException if the stream cannot be opened, or is not open in time
     */
    public MessageId ingest(Payload payload) {
        return ingest(payload, SendOptions.none());
    }

    /**
     * Admits one record with a key or a time limit; see {@link #ingest(Payload)}.
     *
     * @param payload the record
     * @param options key for routing, and a time limit that applies instead of a longer {@code max-block}
     * @return the id of the request
     * @throws IllegalArgumentException also if there is a key and the routing does not use keys
     */
    public MessageId ingest(Payload payload, SendOptions options) {
        return engine.admission().admit(payload, options);
    }

    /**
     * Admits one record if there is room now. Never blocks. While the stream opens, records are only accepted with
     * {@link Startup#BACKGROUND}.
     *
     * @param payload the record; see {@link #ingest(Payload)}
     * @return the id of the request, or empty if there is no room
     * @throws IllegalArgumentException as {@link #ingest(Payload)} does
     * @throws StreamPoisonedException if the stream is poisoned
     * @throws StreamClosedException if the stream is closed
     */
    public Optional<MessageId> tryIngest(Payload payload) {
        return tryIngest(payload, SendOptions.none());
    }

    /**
     * Admits one record with a key if there is room now; see {@link #tryIngest(Payload)}.
     *
     * @param payload the record
     * @param options key for routing; a time limit has no effect
     * @return the id of the request, or empty if there is no room
     */
    public Optional<MessageId> tryIngest(Payload payload, SendOptions options) {
        return Optional.ofNullable(engine.admission().tryAdmit(payload, options));
    }

    /**
     * Admits several records as one request: one id and one message, durable as a whole or not at all. Otherwise as
     * {@link #ingest(Payload)}.
     *
     * @param payloads the records, at least one
     * @return the id of the request
     * @throws IllegalArgumentException also if there are no records
     */
    public MessageId ingestBatch(Collection<? extends Payload> payloads) {
        return ingestBatch(payloads, SendOptions.none());
    }

    /**
     * Admits several records as one request with a key or a time limit; see {@link #ingestBatch(Collection)}.
     *
     * @param payloads the records, at least one
     * @param options key of all records, and a time limit
     * @return the id of the request
     */
    public MessageId ingestBatch(Collection<? extends Payload> payloads, SendOptions options) {
        return engine.admission().admit(PayloadBatch.of(payloads), options);
    }

    /**
     * Admits one record as {@link #ingest(Payload)} does, including its blocking and exceptions, and returns a future.
     *
     * @param payload the record
     * @return a future that completes when the record is durable. It fails if the record will not become durable, or
     *     with {@link AwaitTimeoutException} after {@code flush-timeout}; its actions run on the callback executor
     */
    public CompletableFuture<SendResult> ingestAsync(Payload payload) {
        return ingestAsync(payload, SendOptions.none());
    }

    /**
     * Admits one record with a key or a time limit and returns a future; see {@link #ingestAsync(Payload)}.
     *
     * @param payload the record
     * @param options key for routing, and the time limit of the future instead of {@code flush-timeout}
     * @return a future for the ack
     */
    public CompletableFuture<SendResult> ingestAsync(Payload payload, SendOptions options) {
        return engine.admission().admitAsync(payload, options);
    }

    /**
     * Admits several records as {@link #ingestBatch(Collection)} does and returns a future.
     *
     * @param payloads the records, at least one
     * @return a future for the ack, as {@link #ingestAsync(Payload)} returns it
     */
    public CompletableFuture<SendResult> ingestBatchAsync(Collection<? extends Payload> payloads) {
        return ingestBatchAsync(payloads, SendOptions.none());
    }

    /**
     * Admits several records as one request with a key or a time limit; see {@link #ingestBatchAsync(Collection)}.
     *
     * @param payloads the records, at least one
     * @param options key of all records, and the time limit of the future
     * @return a future for the ack
     */
    public CompletableFuture<SendResult> ingestBatchAsync(Collection<? extends Payload> payloads, SendOptions options) {
        return engine.admission().admitAsync(PayloadBatch.of(payloads), options);
    }

    /**
     * Admits one record as {@link #ingest(Payload)} does and blocks until it is durable.
     *
     * @param payload the record
     * @param options key, and a time limit for admission and ack together; {@code flush-timeout} without one
     * @return the id, and the time until the ack
     * @throws AwaitTimeoutException if the record is not durable in time; it is still held and may become durable
     * @throws IllegalStateException in a callback or on a thread that must not block; nothing was admitted
     */
    public SendResult ingestAndAwait(Payload payload, SendOptions options) {
        return engine.durability().admitAndAwait(engine.admission(), payload, options);
    }

    /**
     * As {@link #await(MessageId, Duration)}, with {@code flush-timeout}.
     *
     * @param id the request
     */
    public void await(MessageId id) {
        await(id, engine.context().options().flushTimeout());
    }

    /**
     * Blocks until a request is durable. Also returns on a closed or poisoned stream, if the request was acked before.
     * An offset that was never assigned is waited for like one in flight.
     *
     * @param id the request
     * @param timeout maximum time to wait
     * @throws IllegalArgumentException if the stream has no such sub-stream
     * @throws AwaitTimeoutException if the request is not durable in time; it is still held, and the stream is
     *     unchanged
     * @throws StreamPoisonedException if the stream is poisoned and the request not acked
     * @throws StreamClosedException if the stream is closed and the request not acked
     * @throws StreamInterruptedException if the thread is interrupted
     */
    public void await(MessageId id, Duration timeout) {
        engine.durability().await(id, timeout);
    }

    /**
     * As {@link #await(MessageId)}, with a future.
     *
     * @param id the request
     * @return a future for the ack, as {@link #ingestAsync(Payload)} returns it
     * @throws IllegalArgumentException if the stream has no such sub-stream
     */
    public CompletableFuture<SendResult> awaitAsync(MessageId id) {
        return engine.durability().awaitAsync(id);
    }

    /**
     * Whether a request is durable. Never blocks.
     *
     * @param id the request
     * @return whether it is acked
     * @throws IllegalArgumentException if the stream has no such sub-stream
     */
    public boolean isDurable(MessageId id) {
        return engine.durability().isDurable(id);
    }

    /** {@return the result of {@link #flush(Duration)} with {@code flush-timeout}} */
    public FlushResult flush() {
        return flush(engine.context().options().flushTimeout());
    }

    /**
     * Blocks until everything admitted before the call is durable. A time-out is not a failure: the result contains
     * what is left.
     *
     * @param timeout maximum time to wait
     * @return whether all of it is durable, and what is left
     * @throws StreamPoisonedException if the stream is poisoned, after healthy sub-streams were drained
     * @throws StreamClosedException if the stream is closed
     * @throws StreamInterruptedException if the thread is interrupted
     */
    public FlushResult flush(Duration timeout) {
        BlockingGuard.check(engine.context().where(), "flush");
        return engine.flush(timeout);
    }

    /** Closes the stream within {@code flush-timeout}; see {@link #close(Duration)}. */
    @Override
    public void close() {
        close(engine.context().options().flushTimeout());
    }

    /**
     * Refuses further requests, flushes the admitted ones, ends all calls and frees all resources. Blocks for the given
     * time and a fraction of a second at most, plus {@code callback-timeout}. A second call, also a concurrent one,
     * waits for the end of the calls and has the same result. Allowed in a callback, which is not waited for.
     *
     * @param timeout maximum time to flush
     * @throws StreamPoisonedException if the stream is poisoned
     * @throws StreamClosedException if not everything was durable in time; see {@link #unackedBatches()}
     */
    public void close(Duration timeout) {
        BlockingGuard.checkClose(engine.context().where());
        engine.end().close(timeout);
    }

    /**
     * Records that were admitted and not acked when the stream ended, in order for each sub-stream. The same result
     * each time; empty if everything was acked. If the stream is ending, blocks until it has ended.
     *
     * @return each unacked record, with the id of its request
     * @throws IllegalStateException if the stream is opening or open
     */
    public List<UnackedRecord> unackedRecords() {
        return unackedBatches().stream()
                .flatMap(batch -> batch.payloads().stream().map(payload -> new UnackedRecord(batch.id(), payload)))
                .toList();
    }

    /**
     * The unacked requests as they were admitted; otherwise as {@link #unackedRecords()}.
     *
     * @return each unacked request
     * @throws IllegalStateException if the stream is opening or open
     */
    public List<UnackedBatch> unackedBatches() {
        return engine.end().unackedBatches();
    }

    /**
     * Hands over the unacked requests: the caller owns them now, and the stream forgets them, so that a reopening does
     * not send them. Otherwise as {@link #unackedBatches()}.
     *
     * @return each unacked request
     * @throws IllegalStateException if the stream is neither poisoned nor closed
     */
    public List<UnackedBatch> takeUnacked() {
        return engine.end().takeUnacked();
    }

    /** {@return an immutable snapshot of the current numbers} Never blocks. */
    public StreamSnapshot snapshot() {
        return engine.snapshot();
    }

    /** {@return the numbers of the rescue store at this moment; empty if there is none} */
    public Optional<RescueSnapshot> rescueStore() {
        return Optional.ofNullable(engine.context().rescue()).map(Rescue::snapshot);
    }

    /** {@return the options in effect} */
    public StreamOptions options() {
        return engine.context().options();
    }

    /** {@return the message type of protobuf records, empty for JSON} */
    public Optional<Descriptor> descriptor() {
        return Optional.ofNullable(engine.context().descriptor());
    }
}
