package io.github.zerobus;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Receives the events of a stream, for metrics and for reactions of an application. All methods do nothing by default.
 *
 * <p>The methods run on the callback executor: in order for each sub-stream, but on several threads at the same time.
 * {@link #onBackpressure} and {@link #onRejected} run on the thread that ingests. No method runs on an event loop or
 * while the engine holds a lock. An exception of a listener is logged and ignored. Blocking calls of the stream throw
 * {@link IllegalStateException} in a listener, except {@code close()}.
 */
public interface StreamListener {

    /**
     * Returns the listener of one stream. Called once, when the stream is built. A listener that serves several streams
     * returns one for each here, to distinguish them.
     *
     * @param stream name of the stream
     * @return the listener that is notified; this one by default
     */
    default StreamListener forStream(String stream) {
        return this;
    }

    /**
     * The state of the stream has changed.
     *
     * @param state the new state
     */
    default void onStateChange(StreamState state) {}

    /**
     * The stream is poisoned. Called once, after the change of the state.
     *
     * @param poison the failure that each later call throws
     */
    default void onPoison(StreamPoisonedException poison) {}

    /** The application has closed the stream, poisoned or not. Called once, as the last notification. */
    default void onClose() {}

    /**
     * The state of a sub-stream has changed.
     *
     * @param subStream index of the sub-stream
     * @param state the new state
     */
    default void onSubStreamStateChange(int subStream, SubStreamState state) {}

    /**
     * Requests have become durable. Called in order for each sub-stream, and exactly once for each request. If the
     * listener is a thousand ranges behind, several ranges are merged.
     *
     * @param range requests of one wire message
     */
    default void onDurable(DurableRange range) {}

    /**
     * A request was not acked when the stream ended. Called once for each such request, and never for one that was
     * passed to {@link #onDurable}.
     *
     * @param id the request
     * @param cause why the stream ended
     */
    default void onUnacked(MessageId id, ZerobusException cause) {}

    /**
     * The service refused a request, and the {@link DeadLetterHandler} has taken it. Called once for each such request,
     * and never for one that was passed to {@link #onDurable}.
     *
     * @param id the request
     * @param reason why the service refused it
     */
    default void onRefused(MessageId id, InvalidRecordException reason) {}

    /**
     * A sub-stream that had lost its connection has recovered or has given up.
     *
     * @param subStream index of the sub-stream
     * @param failure why it has given up, or null if it has recovered
     */
    default void onRecovery(int subStream, @Nullable ZerobusException failure) {}

    /**
     * A sub-stream has moved to a new physical stream because the server requested it. This is routine.
     *
     * @param subStream index of the sub-stream
     */
    default void onRotation(int subStream) {}

    /**
     * An ingest had to wait for room, whether it was admitted afterwards or not. Runs on the thread that ingests.
     *
     * @param subStream index of the sub-stream
     * @param waited how long the ingest waited
     */
    default void onBackpressure(int subStream, Duration waited) {}

    /**
     * An ingest was rejected. Runs on the thread that ingests.
     *
     * @param reason why
     * @param records number of records, zero for an empty batch
     */
    default void onRejected(RejectReason reason, int records) {}
}
