package io.github.zerobus.engine.session;

import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.time.LoopTimer;
import io.github.zerobus.engine.wire.GrpcConnection;
import io.github.zerobus.engine.wire.ServerMessage;
import io.github.zerobus.engine.wire.WireStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Closes a physical stream gracefully: half-closes it and keeps reading for a short time, so that the server sees no
 * reset and late acks still count (docs/protocol.md#1.4). The next step runs when the call has closed or the time is
 * up: a resend must not begin while acks for the same records can arrive. Owned by the serial executor.
 */
final class GracefulClose implements GrpcConnection.Listener {

    private static final Duration LATE_ACKS = Duration.ofMillis(500);

    private final LoopTimer limit;
    private final AckHandler acks;
    private @Nullable WireStream closing;
    private @Nullable Runnable next;

    GracefulClose(LoopTimer limit, AckHandler acks) {
        this.limit = limit;
        this.acks = acks;
    }

    /** Applies a late ack. */
    @FunctionalInterface
    interface AckHandler {

        void acked(WireStream stream, long wireOffset);
    }

    /** Closes a stream; the step runs exactly once after that. */
    void start(WireStream stream, Runnable step) {
        closing = stream;
        next = step;
        stream.listen(this);
        limit.start(LATE_ACKS, this::cancel);
        stream.halfClose();
    }

    /** Runs a step after the close in progress, instead of the step given before; immediately if there is none. */
    void afterwards(Runnable step) {
        if (closing == null) {
            step.run();
        } else {
            next = step;
        }
    }

    boolean isRunning() {
        return closing != null;
    }

    /** Cancels the close in progress; its step does not run. */
    void abandon() {
        limit.stop();
        next = null;
        WireStream abandoned = closing;
        if (abandoned != null) {
            abandoned.cancel("a step of the client failed");
            closing = null;
        }
    }

    /** Acks count; everything else, and an ack without an offset, is ignored since the stream ends anyway. */
    @Override
    public void onMessage(ServerMessage message) {
        if (closing != null && message instanceof ServerMessage.Ack ack && ack.wireOffset() != null) {
            acks.acked(closing, ack.wireOffset());
        }
    }

    @Override
    public void onClosed(boolean ok, ZerobusException failure) {
        end();
    }

    private void cancel() {
        if (closing != null) {
            closing.cancel("half-closed without an answer in time");
        }
        end();
    }

    private void end() {
        limit.stop();
        closing = null;
        Runnable step = next;
        next = null;
        if (step != null) {
            step.run();
        }
    }
}
