package io.github.zerobus.template;

import io.github.zerobus.FlushResult;
import io.github.zerobus.MessageId;
import io.github.zerobus.SendOptions;
import io.github.zerobus.SendResult;
import io.github.zerobus.records.RecordConverter;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Operations on a stream of records into one table. Implemented by {@link ZerobusTemplate}; inject this interface to
 * test a service without a stream.
 *
 * <h2>Records</h2>
 *
 * A record is an object of any supported class: text ({@link CharSequence}) and {@code byte[]} are sent unchanged,
 * protobuf messages are serialized, records and beans of {@code zerobus.stream.record-class} are encoded as protobuf,
 * and all other objects are converted to JSON. {@link RecordConverter} beans take precedence over these conversions. A
 * {@code byte[]} is copied; all other objects may be changed after the call returns.
 *
 * <h2>Durability</h2>
 *
 * The {@code ingest} and {@code send} methods return when the record is <em>admitted</em>: it is in the buffer of the
 * stream and will be sent, but it is not durable yet. Order is kept within a sub-stream only; records with the same key
 * ({@link SendOptions#key(String)}) use the same sub-stream.
 *
 * <h2>Threads and failures</h2>
 *
 * Implementations are thread-safe. A method that admits records blocks while the buffer is full, for at most
 * {@code zerobus.stream.max-block} or the time limit of its options; {@code tryIngest} never blocks. Methods that block
 * throw {@link IllegalStateException} on threads that must not block: in callbacks, on event loops, and on non-blocking
 * threads of Reactor. If a method that admits records throws an exception, nothing was admitted, unless it waits for
 * durability.
 *
 * <p>The first call opens a stream that is not open yet, and throws {@link io.github.zerobus.ZerobusException} if it
 * cannot be opened in time.
 *
 * <p>All methods throw {@link io.github.zerobus.StreamPoisonedException} if a sub-stream failed permanently, and
 * {@link io.github.zerobus.StreamClosedException} if the stream is closed. {@code await} still returns normally then if
 * the request is durable.
 */
public interface ZerobusOperations {

    /**
     * Admits a record. Blocks while the buffer is full.
     *
     * @param record record to send
     * @return id of the request, for {@link #await(MessageId)}
     * @throws IllegalArgumentException if the record is null, is too large, is not supported, or does not match the
     *     record type of the stream
     * @throws io.github.zerobus.InflightLimitException if the buffer was full for all of {@code
     *     zerobus.stream.max-block}
     * @throws io.github.zerobus.StreamPoisonedException if the stream is poisoned
     * @throws io.github.zerobus.StreamClosedException if the stream is closed
     * @throws io.github.zerobus.StreamInterruptedException if the thread is interrupted while it waits
     * @throws IllegalStateException if the call would block on a thread that must not block
     */
    MessageId ingest(Object record);

    /**
     * Admits a record with a key or a time limit. Otherwise like {@link #ingest(Object)}.
     *
     * @param record record to send
     * @param options key that selects the sub-stream, and maximum time that the call blocks while the buffer is full;
     *     the shorter of the time limit and {@code zerobus.stream.max-block} applies
     * @return id of the request, for {@link #await(MessageId)}
     * @throws IllegalArgumentException if the record is invalid, as described there, or if there is a key and
     *     {@code zerobus.stream.routing} is not {@code keyed}
     * @throws io.github.zerobus.InflightLimitException if the buffer was full for all of that time
     * @throws io.github.zerobus.StreamPoisonedException if the stream is poisoned
     * @throws io.github.zerobus.StreamClosedException if the stream is closed
     * @throws io.github.zerobus.StreamInterruptedException if the thread is interrupted while it waits
     * @throws IllegalStateException if the call would block on a thread that must not block
     */
    MessageId ingest(Object record, SendOptions options);

    /**
     * Admits several records as one request with one id: they become durable together or not at all. Blocks while the
     * buffer is full.
     *
     * @param records records to send, at least one
     * @return id of the request
     * @throws IllegalArgumentException if the collection is null or empty, or if one of the records is invalid, as for
     *     {@link #ingest(Object)}
     * @throws io.github.zerobus.InflightLimitException if the buffer was full for all of {@code
     *     zerobus.stream.max-block}
     * @throws io.github.zerobus.StreamPoisonedException if the stream is poisoned
     * @throws io.github.zerobus.StreamClosedException if the stream is closed
     * @throws io.github.zerobus.StreamInterruptedException if the thread is interrupted while it waits
     * @throws IllegalStateException if the call would block on a thread that must not block
     */
    MessageId ingestBatch(Collection<?> records);

    /**
     * Admits several records as one request, with a key for all of them or a time limit. Otherwise like
     * {@link #ingestBatch(Collection)}.
     *
     * @param records records to send, at least one
     * @param options key and time limit, as for {@link #ingest(Object, SendOptions)}
     * @return id of the request
     * @throws IllegalArgumentException if the collection is null or empty, if one of the records is invalid, or if
     *     there is a key and {@code zerobus.stream.routing} is not {@code keyed}
     * @throws io.github.zerobus.InflightLimitException if the buffer was full for all of that time
     * @throws io.github.zerobus.StreamPoisonedException if the stream is poisoned
     * @throws io.github.zerobus.StreamClosedException if the stream is closed
     * @throws io.github.zerobus.StreamInterruptedException if the thread is interrupted while it waits
     * @throws IllegalStateException if the call would block on a thread that must not block
     */
    MessageId ingestBatch(Collection<?> records, SendOptions options);

    /**
     * Admits a record if there is room in the buffer. Never blocks.
     *
     * @param record record to send
     * @return id of the request, or nothing if the record was not admitted because the buffer is full or the stream is
     *     not open yet
     * @throws IllegalArgumentException if the record is invalid, as for {@link #ingest(Object)}
     * @throws io.github.zerobus.StreamPoisonedException if the stream is poisoned
     * @throws io.github.zerobus.StreamClosedException if the stream is closed
     */
    Optional<MessageId> tryIngest(Object record);

    /**
     * Admits a record with a key if there is room in the buffer. Never blocks.
     *
     * @param record record to send
     * @param options key that selects the sub-stream; a time limit has no effect
     * @return id of the request, or nothing if the record was not admitted because the buffer is full or the stream is
     *     not open yet
     * @throws IllegalArgumentException if the record is invalid, as for {@link #ingest(Object)}, or if there is a key
     *     and
     *     {@code zerobus.stream.routing} is not {@code keyed}
     * @throws io.github.zerobus.StreamPoisonedException if the stream is poisoned
     * @throws io.github.zerobus.StreamClosedException if the stream is closed
     */
    Optional<MessageId> tryIngest(Object record, SendOptions options);

    /**
     * Waits until a request is durable, for at most {@code zerobus.stream.flush-timeout}. Otherwise like
     * {@link #await(MessageId, Duration)}.
     *
     * @param id id of the request
     * @throws IllegalArgumentException if the id does not belong to the stream
     * @throws io.github.zerobus.AwaitTimeoutException if the request is not durable in time; it is still in flight
     * @throws io.github.zerobus.StreamPoisonedException if the stream was poisoned and the request is not durable
     * @throws io.github.zerobus.StreamClosedException if the stream was closed and the request is not durable
     * @throws io.github.zerobus.StreamInterruptedException if the thread is interrupted
     * @throws IllegalStateException if the call would block on a thread that must not block
     */
    void await(MessageId id);

    /**
     * Waits until a request is durable.
     *
     * @param id id of the request
     * @param timeout maximum time to wait
     * @throws IllegalArgumentException if the id does not belong to the stream
     * @throws io.github.zerobus.AwaitTimeoutException if the request is not durable in time; it is still in flight
     * @throws io.github.zerobus.StreamPoisonedException if the stream was poisoned and the request is not durable
     * @throws io.github.zerobus.StreamClosedException if the stream was closed and the request is not durable
     * @throws io.github.zerobus.StreamInterruptedException if the thread is interrupted
     * @throws IllegalStateException if the call would block on a thread that must not block
     */
    void await(MessageId id, Duration timeout);

    /**
     * Admits a record and returns a future for its durability. Blocks while the buffer is full, and not for the
     * durability.
     *
     * @param record record to send
     * @return future that completes when the record is durable; it completes exceptionally with
     *     {@link io.github.zerobus.AwaitTimeoutException} if the record is not durable within
     *     {@code zerobus.stream.flush-timeout}, in which case it is still in flight, or with the failure that ended the
     *     stream. Dependent actions run on the callback executor
     * @throws IllegalArgumentException if the record is invalid, as for {@link #ingest(Object)}
     * @throws io.github.zerobus.InflightLimitException if the buffer was full for all of {@code
     *     zerobus.stream.max-block}
     * @throws io.github.zerobus.StreamPoisonedException if the stream is poisoned
     * @throws io.github.zerobus.StreamClosedException if the stream is closed
     * @throws io.github.zerobus.StreamInterruptedException if the thread is interrupted while it waits
     * @throws IllegalStateException if the call would block on a thread that must not block
     */
    CompletableFuture<SendResult> send(Object record);

    /**
     * Admits a record with a key or a time limit, and returns a future for its durability. Otherwise like
     * {@link #send(Object)}.
     *
     * @param record record to send
     * @param options key, and time limit that replaces {@code zerobus.stream.flush-timeout} for the future and limits
     *     the time that the call blocks
     * @return future that completes when the record is durable
     * @throws IllegalArgumentException if the record is invalid, as for {@link #ingest(Object)}, or if there is a key
     *     and
     *     {@code zerobus.stream.routing} is not {@code keyed}
     * @throws io.github.zerobus.InflightLimitException if the buffer was full for all of that time
     * @throws io.github.zerobus.StreamPoisonedException if the stream is poisoned
     * @throws io.github.zerobus.StreamClosedException if the stream is closed
     * @throws io.github.zerobus.StreamInterruptedException if the thread is interrupted while it waits
     * @throws IllegalStateException if the call would block on a thread that must not block
     */
    CompletableFuture<SendResult> send(Object record, SendOptions options);

    /**
     * Admits several records as one request, like {@link #ingestBatch(Collection)}, and returns a future for their
     * durability, like {@link #send(Object)}.
     *
     * @param records records to send, at least one
     * @return future that completes when all records are durable
     * @throws IllegalArgumentException if the collection is null or empty, or if one of the records is invalid
     * @throws io.github.zerobus.InflightLimitException if the buffer was full for all of {@code
     *     zerobus.stream.max-block}
     * @throws io.github.zerobus.StreamPoisonedException if the stream is poisoned
     * @throws io.github.zerobus.StreamClosedException if the stream is closed
     * @throws io.github.zerobus.StreamInterruptedException if the thread is interrupted while it waits
     * @throws IllegalStateException if the call would block on a thread that must not block
     */
    CompletableFuture<SendResult> sendBatch(Collection<?> records);

    /**
     * Admits several records as one request, with a key for all of them or a time limit, and returns a future for their
     * durability. Otherwise like {@link #sendBatch(Collection)}.
     *
     * @param records records to send, at least one
     * @param options key and time limit, as for {@link #send(Object, SendOptions)}
     * @return future that completes when all records are durable
     * @throws IllegalArgumentException if the collection is null or empty, if one of the records is invalid, or if
     *     there is a key and {@code zerobus.stream.routing} is not {@code keyed}
     * @throws io.github.zerobus.InflightLimitException if the buffer was full for all of that time
     * @throws io.github.zerobus.StreamPoisonedException if the stream is poisoned
     * @throws io.github.zerobus.StreamClosedException if the stream is closed
     * @throws io.github.zerobus.StreamInterruptedException if the thread is interrupted while it waits
     * @throws IllegalStateException if the call would block on a thread that must not block
     */
    CompletableFuture<SendResult> sendBatch(Collection<?> records, SendOptions options);

    /**
     * Admits a record and waits until it is durable, for at most the timeout in all. Otherwise like
     * {@link #sendAndAwait(Object, SendOptions)}.
     *
     * @param record record to send
     * @param timeout maximum time for admission and durability together, above zero
     * @return id of the request, and the time until it was durable
     * @throws IllegalArgumentException if the record is invalid, as for {@link #ingest(Object)}, or the timeout is not
     *     above zero
     * @throws io.github.zerobus.InflightLimitException if the record was not admitted in time
     * @throws io.github.zerobus.AwaitTimeoutException if the record was admitted but is not durable in time; it is
     *     still in flight
     * @throws io.github.zerobus.StreamPoisonedException if the stream is poisoned
     * @throws io.github.zerobus.StreamClosedException if the stream is closed
     * @throws io.github.zerobus.StreamInterruptedException if the thread is interrupted while it waits
     * @throws IllegalStateException if the thread must not block; nothing was admitted
     */
    SendResult sendAndAwait(Object record, Duration timeout);

    /**
     * Admits a record and waits until it is durable.
     *
     * @param record record to send
     * @param options key, and maximum time for admission and durability together; {@code zerobus.stream.flush-timeout}
     *     without a time limit
     * @return id of the request, and the time until it was durable
     * @throws IllegalArgumentException if the record is invalid, as for {@link #ingest(Object)}, or if there is a key
     *     and
     *     {@code zerobus.stream.routing} is not {@code keyed}
     * @throws io.github.zerobus.InflightLimitException if the record was not admitted in time
     * @throws io.github.zerobus.AwaitTimeoutException if the record was admitted but is not durable in time; it is
     *     still in flight
     * @throws io.github.zerobus.StreamPoisonedException if the stream is poisoned
     * @throws io.github.zerobus.StreamClosedException if the stream is closed
     * @throws io.github.zerobus.StreamInterruptedException if the thread is interrupted while it waits
     * @throws IllegalStateException if the thread must not block; nothing was admitted
     */
    SendResult sendAndAwait(Object record, SendOptions options);

    /**
     * Waits until all records that were admitted before the call are durable. A timeout is not a failure but a result.
     *
     * @param timeout maximum time to wait
     * @return whether all these records are durable, and how many requests remain if not
     * @throws io.github.zerobus.StreamPoisonedException if the stream is poisoned, after the healthy sub-streams were
     *     drained
     * @throws io.github.zerobus.StreamClosedException if the stream is closed
     * @throws io.github.zerobus.StreamInterruptedException if the thread is interrupted
     * @throws IllegalStateException if the thread must not block
     */
    FlushResult flush(Duration timeout);
}
