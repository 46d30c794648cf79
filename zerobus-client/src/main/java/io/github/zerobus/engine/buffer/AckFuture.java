package io.github.zerobus.engine.buffer;

import io.github.zerobus.MessageId;
import io.github.zerobus.SendResult;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A future for one request. It is attached to the request's slot in the buffer; several form a chain.
 *
 * <p>There are two kinds. Internal futures, for blocking waits and for steps of the engine, carry no application code
 * and are completed by the ack path itself. Callback futures are held by the application and are completed on the
 * callback queue.
 */
public final class AckFuture extends CompletableFuture<SendResult> {

    /** Set for callback futures only. */
    private final @Nullable Duration limit;

    private final long deadlineNanos;
    /** Guarded by the buffer's lock. */
    @Nullable
    AckFuture next;
    /** Set under the buffer's lock before the future is published. */
    @Nullable
    MessageId id;
    /** Set when the request is acked. */
    long latencyNanos;

    private AckFuture(@Nullable Duration limit, long deadlineNanos) {
        this.limit = limit;
        this.deadlineNanos = deadlineNanos;
    }

    /** Creates an internal future. */
    public static AckFuture internal() {
        return new AckFuture(null, Long.MAX_VALUE);
    }

    /** Creates a callback future with a time limit. */
    public static AckFuture callback(Duration limit, long deadlineNanos) {
        return new AckFuture(limit, deadlineNanos);
    }

    /** The request; known once this is attached. */
    public MessageId id() {
        return Objects.requireNonNull(id);
    }

    public boolean isCallback() {
        return limit != null;
    }

    /** Time limit of a callback future. */
    public Duration limit() {
        return Objects.requireNonNull(limit);
    }

    public long deadlineNanos() {
        return deadlineNanos;
    }

    /** Dependent stages need no deadline. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
