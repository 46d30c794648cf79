package io.github.zerobus.event;

import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.SubStreamState;
import io.github.zerobus.ZerobusException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanCreationNotAllowedException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Publishes what happens to one stream.
 *
 * @param stream its name
 * @param publisher the application context
 */
public record EventPublisher(String stream, ApplicationEventPublisher publisher) implements StreamListener {

    private static final Logger log = LoggerFactory.getLogger(EventPublisher.class);

    @Override
    public void onStateChange(StreamState state) {
        if (state == StreamState.OPEN) {
            publish(new ZerobusEvent.Opened(stream));
        }
    }

    @Override
    public void onClose() {
        publish(new ZerobusEvent.Closed(stream));
    }

    @Override
    public void onPoison(StreamPoisonedException poison) {
        publish(new ZerobusEvent.Poisoned(stream, poison));
    }

    @Override
    public void onSubStreamStateChange(int subStream, SubStreamState state) {
        if (state == SubStreamState.RECOVERING) {
            publish(new ZerobusEvent.Recovering(stream, subStream));
        }
    }

    @Override
    public void onRecovery(int subStream, @Nullable ZerobusException failure) {
        publish(
                failure == null
                        ? new ZerobusEvent.Recovered(stream, subStream)
                        : new ZerobusEvent.RecoveryFailed(stream, subStream, failure));
    }

    @Override
    public void onRotation(int subStream) {
        publish(new ZerobusEvent.Rotated(stream, subStream));
    }

    private void publish(ZerobusEvent event) {
        try {
            publisher.publishEvent(event);
        } catch (IllegalStateException | BeanCreationNotAllowedException e) {
            if (!isClosing()) {
                throw e;
            }
            // The application's listeners go with it.
            log.debug("Nobody is left for {}", event, e);
        }
    }

    private boolean isClosing() {
        return publisher instanceof ConfigurableApplicationContext context && context.isClosed();
    }
}
