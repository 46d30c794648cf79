package io.github.zerobus.engine.session;

import io.github.zerobus.DurableRange;
import io.github.zerobus.InvalidRecordException;
import io.github.zerobus.MessageId;
import io.github.zerobus.RejectReason;
import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.SubStreamState;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.time.LogLimit;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies several listeners in order. Whatever one listener throws is logged, once in a minute, and affects neither
 * others nor the engine.
 */
public final class CompositeStreamListener implements StreamListener {

    private static final Logger log = LoggerFactory.getLogger(CompositeStreamListener.class);

    private final List<StreamListener> listeners;
    private final LogLimit failures = new LogLimit();

    public CompositeStreamListener(List<StreamListener> listeners) {
        this.listeners = listeners;
    }

    /** The single listeners of a stream, each isolated as in a composite. */
    static List<StreamListener> parts(StreamListener listener) {
        if (listener instanceof CompositeStreamListener composite) {
            return composite.listeners.stream()
                    .<StreamListener>map(part -> new CompositeStreamListener(List.of(part)))
                    .toList();
        }
        return listener == NoListener.INSTANCE ? List.of() : List.of(listener);
    }

    @Override
    public void onStateChange(StreamState state) {
        notifyEach(listener -> listener.onStateChange(state));
    }

    @Override
    public void onPoison(StreamPoisonedException poison) {
        notifyEach(listener -> listener.onPoison(poison));
    }

    @Override
    public void onClose() {
        notifyEach(StreamListener::onClose);
    }

    @Override
    public void onSubStreamStateChange(int subStream, SubStreamState state) {
        notifyEach(listener -> listener.onSubStreamStateChange(subStream, state));
    }

    @Override
    public void onDurable(DurableRange range) {
        notifyEach(listener -> listener.onDurable(range));
    }

    @Override
    public void onUnacked(MessageId id, ZerobusException cause) {
        notifyEach(listener -> listener.onUnacked(id, cause));
    }

    @Override
    public void onRefused(MessageId id, InvalidRecordException reason) {
        notifyEach(listener -> listener.onRefused(id, reason));
    }

    @Override
    public void onRecovery(int subStream, @Nullable ZerobusException failure) {
        notifyEach(listener -> listener.onRecovery(subStream, failure));
    }

    @Override
    public void onRotation(int subStream) {
        notifyEach(listener -> listener.onRotation(subStream));
    }

    @Override
    public void onBackpressure(int subStream, Duration waited) {
        notifyEach(listener -> listener.onBackpressure(subStream, waited));
    }

    @Override
    public void onRejected(RejectReason reason, int records) {
        notifyEach(listener -> listener.onRejected(reason, records));
    }

    private void notifyEach(Consumer<StreamListener> notification) {
        for (StreamListener listener : listeners) {
            try {
                notification.accept(listener);
            } catch (Throwable e) {
                if (failures.allows(System.nanoTime())) {
                    log.warn(
                            "A stream listener threw{}: {}",
                            failures.omitted(),
                            listener.getClass().getName(),
                            e);
                }
            }
        }
    }
}
