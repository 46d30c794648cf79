package io.github.zerobus.engine.buffer;

import io.github.zerobus.MessageId;
import io.github.zerobus.SendResult;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Waits for one request in the in-flight buffer, in whose slot it hangs; several form a chain.
 *
 * <p>Two kinds: those that threads of the application block on carry no actions and are completed by the ack path
 * itself; those that the application holds may carry its code and are completed on the callback queue.
 */
public final class AckFuture extends CompletableFuture<SendResult> {

    /** For the application's futures alone. */
    private final @Nullable Duration limit;

    private final long deadlineNanos;
    /** Guarded by the buffer's lock. */
    @Nullable
    AckFuture next;
    /** Set under the buffer's lock before anybody else sees this. */
    @Nullable
    MessageId id;

    private AckFuture(@Nullable Duration limit, long deadlineNanos) {
        this.limit = limit;
        this.deadlineNanos = deadlineNanos;
    }

    /** For a thread that blocks, or for the engine's own steps. */
    public static AckFuture internal() {
        return new AckFuture(null, Long.MAX_VALUE);
    }

    /** For the application, with a time limit. */
    public static AckFuture callback(Duration limit, long deadlineNanos) {
        return new AckFuture(limit, deadlineNanos);
    }

    /** The request waited for; known once this hangs in the buffer. */
    public MessageId id() {
        return Objects.requireNonNull(id);
    }

    public boolean isCallback() {
        return limit != null;
    }

    /** How long it waits at most, if it is the application's. */
    public Duration limit() {
        return Objects.requireNonNull(limit);
    }

    public long deadlineNanos() {
        return deadlineNanos;
    }

    /** Actions that follow one another need no deadline of ours. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
