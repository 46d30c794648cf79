package io.github.zerobus.faults;

import io.github.zerobus.DurableRange;
import io.github.zerobus.MessageId;
import io.github.zerobus.RejectReason;
import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.SubStreamState;
import io.github.zerobus.ZerobusException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Passes on what its stream reports, and may throw then. */
record ThrowingListener(RecordingListener listener, Runnable fault) implements StreamListener {

    @Override
    public void onDurable(DurableRange range) {
        listener.onDurable(range);
        fault.run();
    }

    @Override
    public void onUnacked(MessageId id, ZerobusException cause) {
        listener.onUnacked(id, cause);
        fault.run();
    }

    @Override
    public void onBackpressure(int subStream, Duration waited) {
        listener.onBackpressure(subStream, waited);
        fault.run();
    }

    @Override
    public void onRejected(RejectReason reason, int records) {
        fault.run();
    }

    @Override
    public void onStateChange(StreamState state) {
        fault.run();
    }

    @Override
    public void onPoison(StreamPoisonedException poison) {
        fault.run();
    }

    @Override
    public void onClose() {
        fault.run();
    }

    @Override
    public void onSubStreamStateChange(int subStream, SubStreamState state) {
        fault.run();
    }

    @Override
    public void onRecovery(int subStream, @Nullable ZerobusException failure) {
        fault.run();
    }

    @Override
    public void onRotation(int subStream) {
        fault.run();
    }
}
