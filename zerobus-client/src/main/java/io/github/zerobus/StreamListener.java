package io.github.zerobus;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a stream tells about itself: the seam for metrics and for an application's own reactions. All methods are empty
 * by default.
 *
 * <p>Called on the callback executor, in order for each sub-stream, but from several threads at once; two methods say
 * that the caller of an ingest runs them. Never called on an I/O thread or under a lock. What a listener throws is
 * logged and dropped. A blocking call of the stream from a callback fails at once, but {@code close()} works.
 */
public interface StreamListener {

    /**
     * The listener that is told about a stream, asked once for each stream when it is built. A listener that serves
     * several streams gives each one of its own here, and so can tell them apart.
     *
     * @param stream the stream's name
     */
    default StreamListener forStream(String stream) {
        return this;
    }

    /** The stream changed its state. */
    default void onStateChange(StreamState state) {}

    /** The stream is poisoned; told once, behind the change of its state. */
    default void onPoison(StreamPoisonedException poison) {}

    /** The stream is closed, poisoned or not; told once, and the last news of its life. */
    default void onClose() {}

    /** A sub-stream changed its state. */
    default void onSubStreamStateChange(int subStream, SubStreamState state) {}

    /**
     * Requests became durable. In order for each sub-stream; each request is told of exactly once. A range is what one
     * wire message held; a listener that falls a thousand ranges behind gets several as one.
     */
    default void onDurable(DurableRange range) {}

    /** A request was not acked when the stream ended. Told once for each, and never beside {@link #onDurable}. */
    default void onUnacked(MessageId id, ZerobusException cause) {}

    /** A sub-stream that lost its connection has it back, or gave up for the given cause. */
    default void onRecovery(int subStream, @Nullable ZerobusException failure) {}

    /** A sub-stream goes on over a new physical stream because the server asked for it; routine. */
    default void onRotation(int subStream) {}

    /** An ingest had to wait for room, with success or not. Runs on the thread that ingests. */
    default void onBackpressure(int subStream, Duration waited) {}

    /** An ingest of so many records was refused, none for an empty batch. Runs on the thread that ingests. */
    default void onRejected(RejectReason reason, int records) {}
}
