package io.github.zerobus.event;

import io.github.zerobus.DurableRange;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.ZerobusException;
import org.jspecify.annotations.Nullable;

/**
 * A bean that is told what the streams of the application do; all methods are empty by default. Each names the stream:
 * {@code default}, or its name under {@code zerobus.streams}.
 *
 * <p>Called on the callback executor, in order for each sub-stream, but for several sub-streams at once: must be
 * thread-safe. A slow listener holds up the futures of its sub-stream. What it throws is logged and changes nothing. A
 * call that waits for the stream fails here with {@link IllegalStateException}, since what it waits for may be behind it.
 *
 * <p>Where a bean ingests while beans are still being made, the listeners are told of it when all beans are there, on a
 * thread of its own and in the same order.
 */
public interface ZerobusListener {

    /** Requests are durable; in order for each sub-stream, and each request once. */
    default void onDurable(String stream, DurableRange range) {}

    /**
     * The stream is poisoned: it takes no more records. What is unacked can be fetched from it soon after.
     *
     * @see io.github.zerobus.stream.MultiplexedStream#unackedBatches()
     */
    default void onPoison(String stream, StreamPoisonedException poison) {}

    /** A sub-stream that lost its connection has it back, or gave up for the given cause, which poisons the stream. */
    default void onRecovery(String stream, int subStream, @Nullable ZerobusException failure) {}

    /** A sub-stream goes on over a new physical stream because the server asked for it; routine. */
    default void onRotation(String stream, int subStream) {}
}
