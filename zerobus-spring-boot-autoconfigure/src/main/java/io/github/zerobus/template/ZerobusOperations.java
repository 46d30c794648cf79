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
 * What an application does with records. Takes objects, protobuf messages, text and bytes alike: text and bytes go as
 * they are, protobuf messages serialized, records and beans of {@code zerobus.stream.record-class} as protobuf, other objects
 * as JSON; {@link RecordConverter} beans come before all of these. Implemented by {@link ZerobusTemplate}; an interface so
 * that services can be tested without a stream.
 *
 * <p>Thread-safe. Each {@code ingest} and {@code send} returns once the record is <em>admitted</em>: held in memory and
 * on its way, not yet durable. While the in-flight budget is used up it waits, for {@code zerobus.stream.max-block} at
 * most. All methods throw {@link io.github.zerobus.StreamPoisonedException} on a poisoned stream,
 * {@link io.github.zerobus.StreamClosedException} on a closed one, and {@link IllegalArgumentException} for a record that
 * cannot be sent; nothing is admitted then.
 */
public interface ZerobusOperations {

    /** Admits a record and returns its id. */
    MessageId ingest(Object record);

    /**
     * Admits a record with a key, over whose sub-stream all records with that key go in order, or with a time limit for
     * the wait for room.
     *
     * @throws IllegalArgumentException also if there is a key and {@code zerobus.stream.routing} is not {@code keyed}
     */
    MessageId ingest(Object record, SendOptions options);

    /** Admits records as one request: one id, durable all together or not at all. Refuses an empty collection. */
    MessageId ingestBatch(Collection<?> records);

    /** {@link #ingestBatch(Collection)} with a key for all of them, or a time limit for the wait for room. */
    MessageId ingestBatch(Collection<?> records, SendOptions options);

    /** Admits a record if there is room for it now; never waits. */
    Optional<MessageId> tryIngest(Object record);

    /** {@link #tryIngest(Object)} with a key. */
    Optional<MessageId> tryIngest(Object record, SendOptions options);

    /** Waits until a request is durable, for {@code zerobus.stream.flush-timeout} at most. */
    void await(MessageId id);

    /**
     * Waits until a request is durable.
     *
     * @throws io.github.zerobus.AwaitTimeoutException if it is not in time; it is still held then
     */
    void await(MessageId id, Duration timeout);

    /** Admits a record; the future ends when it is durable or will not be, and runs its actions on no I/O thread. */
    CompletableFuture<SendResult> send(Object record);

    /**
     * {@link #send(Object)} with a key, or with a time limit in place of {@code zerobus.stream.flush-timeout}: after it
     * the future fails with {@link io.github.zerobus.AwaitTimeoutException}, and the record is still on its way.
     */
    CompletableFuture<SendResult> send(Object record, SendOptions options);

    /** Admits records as one request, as {@link #ingestBatch}; the future ends as that of {@link #send}. */
    CompletableFuture<SendResult> sendBatch(Collection<?> records);

    /** {@link #sendBatch(Collection)} with a key for all of them, or a time limit. */
    CompletableFuture<SendResult> sendBatch(Collection<?> records, SendOptions options);

    /** {@link #sendAndAwait(Object, SendOptions)} with no more than a time limit. */
    SendResult sendAndAwait(Object record, Duration timeout);

    /**
     * Admits a record and waits until it is durable: both together for the time limit at most, or for
     * {@code zerobus.stream.flush-timeout} without one. Admits nothing where the thread must not wait.
     *
     * @throws io.github.zerobus.InflightLimitException if there was no room in time; nothing was admitted
     * @throws io.github.zerobus.AwaitTimeoutException if it is not durable in time; it is still held then
     * @throws IllegalStateException in a callback or on an event loop; nothing was admitted
     */
    SendResult sendAndAwait(Object record, SendOptions options);

    /** Waits until all that was admitted before the call is durable. Running out of time is no failure: see the result. */
    FlushResult flush(Duration timeout);
}
