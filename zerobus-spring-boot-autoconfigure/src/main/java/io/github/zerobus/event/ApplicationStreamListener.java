package io.github.zerobus.event;

import io.github.zerobus.DurableRange;
import io.github.zerobus.InvalidRecordException;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanCreationNotAllowedException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Notifies the application of what happens to one stream: first the {@link ZerobusListener} beans, of which a failing
 * one does not affect the others, then the listeners of {@link ZerobusEvent}.
 */
final class ApplicationStreamListener implements StreamListener {

    private static final Logger log = LoggerFactory.getLogger(ApplicationStreamListener.class);

    private final String stream;
    private final Supplier<List<ZerobusListener>> listeners;
    private final ApplicationEventPublisher publisher;

    /**
     * Creates a listener.
     *
     * @param stream name of the stream
     * @param listeners beans, read for each notification because they are looked up after the streams are built
     * @param publisher of the events
     */
    ApplicationStreamListener(
            String stream, Supplier<List<ZerobusListener>> listeners, ApplicationEventPublisher publisher) {
        this.stream = stream;
        this.listeners = listeners;
        this.publisher = publisher;
    }

    @Override
    public void onStateChange(StreamState state) {
        if (state == StreamState.OPEN) {
            publish(new ZerobusEvent.Opened(stream));
        } else if (state == StreamState.REOPENING) {
            publish(new ZerobusEvent.Reopening(stream));
        }
    }

    @Override
    public void onPoison(StreamPoisonedException poison) {
        notifyListeners(listener -> listener.onPoison(stream, poison));
        publish(new ZerobusEvent.Poisoned(stream, poison));
    }

    @Override
    public void onClose() {
        publish(new ZerobusEvent.Closed(stream));
    }

    @Override
    public void onSubStreamStateChange(int subStream, SubStreamState state) {
        if (state == SubStreamState.RECOVERING) {
            publish(new ZerobusEvent.Recovering(stream, subStream));
        }
    }

    @Override
    public void onDurable(DurableRange range) {
        notifyListeners(listener -> listener.onDurable(stream, range));
    }

    @Override
    public void onUnacked(MessageId id, ZerobusException cause) {
        notifyListeners(listener -> listener.onUnacked(stream, id, cause));
    }

    @Override
    public void onRefused(MessageId id, InvalidRecordException reason) {
        notifyListeners(listener -> listener.onRefused(stream, id, reason));
        publish(new ZerobusEvent.Refused(stream, id, reason));
    }

    @Override
    public void onRecovery(int subStream, @Nullable ZerobusException failure) {
        notifyListeners(listener -> listener.onRecovery(stream, subStream, failure));
        publish(
                failure == null
                        ? new ZerobusEvent.Recovered(stream, subStream)
                        : new ZerobusEvent.RecoveryFailed(stream, subStream, failure));
    }

    @Override
    public void onRotation(int subStream) {
        notifyListeners(listener -> listener.onRotation(stream, subStream));
        publish(new ZerobusEvent.Rotated(stream, subStream));
    }

    @Override
    public void onBackpressure(int subStream, Duration waited) {
        notifyListeners(listener -> listener.onBackpressure(stream, subStream, waited));
    }

    @Override
    public void onRejected(RejectReason reason, int records) {
        notifyListeners(listener -> listener.onRejected(stream, reason, records));
    }

    private void notifyListeners(Consumer<ZerobusListener> notification) {
        for (ZerobusListener listener : listeners.get()) {
            try {
                notification.accept(listener);
            } catch (RuntimeException e) {
                log.warn(
                        "Listener {} of stream '{}' failed", listener.getClass().getName(), stream, e);
            }
        }
    }

    private void publish(ZerobusEvent event) {
        try {
            publisher.publishEvent(event);
        } catch (IllegalStateException | BeanCreationNotAllowedException e) {
            if (!isClosing()) {
                throw e;
            }
            // The context destroys event listeners together with the stream.
            log.debug("{} is not published because the application context is closing", event, e);
        }
    }

    private boolean isClosing() {
        return publisher instanceof ConfigurableApplicationContext context && context.isClosed();
    }
}
