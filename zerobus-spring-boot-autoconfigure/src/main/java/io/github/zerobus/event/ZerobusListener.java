package io.github.zerobus.event;

import io.github.zerobus.DurableRange;
import io.github.zerobus.InvalidRecordException;
import io.github.zerobus.MessageId;
import io.github.zerobus.RejectReason;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.ZerobusException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Listener for all streams of the application, to be defined as a bean. All methods do nothing by default. The
 * parameter
 * {@code stream} is {@code default} for the stream of {@code zerobus.table}, or the name under {@code zerobus.streams}.
 *
 * <p>Methods are called on the callback executor, in order for each sub-stream but concurrently for several
 * sub-streams; {@link #onBackpressure} and {@link #onRejected} are called on the thread that ingests. Implementations
 * must be thread-safe. A slow listener delays the futures of its sub-stream. An exception is logged and otherwise
 * ignored. A call that waits for the stream, such as {@code await} or {@code flush}, fails with {@link
 * IllegalStateException} in a callback, since it might wait for the callback itself.
 *
 * <p>If a bean ingests during its initialization, listeners are notified after all beans exist, in the same order and
 * on a separate thread.
 */
public interface ZerobusListener {

    /**
     * Requests became durable. Called in order for each sub-stream, and once for each request.
     *
     * @param stream name of the stream
     * @param range ids of the requests, with their number of records and latency
     */
    default void onDurable(String stream, DurableRange range) {}

    /**
     * A request was not acknowledged before the stream ended. Called once for each such request, and never for one that
     * {@link #onDurable} was called for.
     *
     * @param stream name of the stream
     * @param id id of the request
     * @param cause why the stream ended
     */
    default void onUnacked(String stream, MessageId id, ZerobusException cause) {}

    /**
     * The service refused a request because of its content, and the {@link io.github.zerobus.DeadLetterHandler} has
     * taken it. Called once for each such request, and never for one that {@link #onDurable} was called for.
     *
     * @param stream name of the stream
     * @param id id of the request
     * @param reason why the service refused it
     */
    default void onRefused(String stream, MessageId id, InvalidRecordException reason) {}

    /**
     * The stream is poisoned and rejects further records. Unacknowledged records can be fetched from it soon after.
     *
     * @param stream name of the stream
     * @param poison sub-stream that failed, and the cause
     * @see io.github.zerobus.stream.MultiplexedStream#unackedBatches()
     */
    default void onPoison(String stream, StreamPoisonedException poison) {}

    /**
     * A sub-stream recovered its connection, or gave up, which poisons the stream.
     *
     * @param stream name of the stream
     * @param subStream index of the sub-stream
     * @param failure why recovery was given up; null if the sub-stream has a connection again
     */
    default void onRecovery(String stream, int subStream, @Nullable ZerobusException failure) {}

    /**
     * A sub-stream moved to a new physical stream because the server requested it. This is routine.
     *
     * @param stream name of the stream
     * @param subStream index of the sub-stream
     */
    default void onRotation(String stream, int subStream) {}

    /**
     * A call had to wait for room in the buffer, whether or not it was admitted. Called on the thread that ingests;
     * must not block and must not ingest.
     *
     * @param stream name of the stream
     * @param subStream index of the sub-stream
     * @param waited how long the call waited
     */
    default void onBackpressure(String stream, int subStream, Duration waited) {}

    /**
     * Records were rejected. Called on the thread that ingests; must not block and must not ingest.
     *
     * @param stream name of the stream
     * @param reason why they were rejected
     * @param records number of records, 0 for an empty batch
     */
    default void onRejected(String stream, RejectReason reason, int records) {}
}
