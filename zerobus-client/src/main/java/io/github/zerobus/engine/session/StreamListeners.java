package io.github.zerobus.engine.session;

import io.github.zerobus.DurableRange;
import io.github.zerobus.MessageId;
import io.github.zerobus.RejectReason;
import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.SubStreamState;
import io.github.zerobus.ZerobusException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listeners of a stream as one, in order; what one of them throws reaches neither the others nor the engine. */
public final class StreamListeners implements StreamListener {

    private static final Logger log = LoggerFactory.getLogger(StreamListeners.class);

    private final List<StreamListener> listeners;

    public StreamListeners(List<StreamListener> listeners) {
        this.listeners = listeners;
    }

    @Override
    public void onStateChange(StreamState state) {
        tell(listener -> listener.onStateChange(state));
    }

    @Override
    public void onPoison(StreamPoisonedException poison) {
        tell(listener -> listener.onPoison(poison));
    }

    @Override
    public void onClose() {
        tell(StreamListener::onClose);
    }

    @Override
    public void onSubStreamStateChange(int subStream, SubStreamState state) {
        tell(listener -> listener.onSubStreamStateChange(subStream, state));
    }

    @Override
    public void onDurable(DurableRange range) {
        tell(listener -> listener.onDurable(range));
    }

    @Override
    public void onUnacked(MessageId id, ZerobusException cause) {
        tell(listener -> listener.onUnacked(id, cause));
    }

    @Override
    public void onRecovery(int subStream, @Nullable ZerobusException failure) {
        tell(listener -> listener.onRecovery(subStream, failure));
    }

    @Override
    public void onRotation(int subStream) {
        tell(listener -> listener.onRotation(subStream));
    }

    @Override
    public void onBackpressure(int subStream, Duration waited) {
        tell(listener -> listener.onBackpressure(subStream, waited));
    }

    @Override
    public void onRejected(RejectReason reason, int records) {
        tell(listener -> listener.onRejected(reason, records));
    }

    private void tell(Consumer<StreamListener> news) {
        for (StreamListener listener : listeners) {
            try {
                news.accept(listener);
            } catch (RuntimeException e) {
                log.warn("A stream listener threw: {}", listener.getClass().getName(), e);
            }
        }
    }
}
