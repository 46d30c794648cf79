package io.github.zerobus.stream;

import io.github.zerobus.MessageId;
import io.github.zerobus.ZerobusException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what a listener throws away from those who tell it news. */
final class SafeListener implements StreamListener {

    private static final Logger log = LoggerFactory.getLogger(SafeListener.class);

    private final StreamListener listener;

    SafeListener(StreamListener listener) {
        this.listener = listener;
    }

    @Override
    public void onStateChange(StreamState state) {
        safely(() -> listener.onStateChange(state));
    }

    @Override
    public void onSubStreamStateChange(int subStream, SubStreamState state) {
        safely(() -> listener.onSubStreamStateChange(subStream, state));
    }

    @Override
    public void onDurable(DurableRange range) {
        safely(() -> listener.onDurable(range));
    }

    @Override
    public void onUnacked(MessageId id, ZerobusException cause) {
        safely(() -> listener.onUnacked(id, cause));
    }

    @Override
    public void onRecovery(int subStream, @Nullable ZerobusException failure) {
        safely(() -> listener.onRecovery(subStream, failure));
    }

    @Override
    public void onRotation(int subStream) {
        safely(() -> listener.onRotation(subStream));
    }

    @Override
    public void onBackpressure(int subStream, Duration waited) {
        safely(() -> listener.onBackpressure(subStream, waited));
    }

    @Override
    public void onRejected(RejectReason reason) {
        safely(() -> listener.onRejected(reason));
    }

    private static void safely(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            log.warn("A stream listener threw", e);
        }
    }
}
