package io.github.zerobus.event;

import io.github.zerobus.DurableRange;
import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.ZerobusException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the application's listeners of one stream; what one of them throws does not reach the others.
 *
 * @param stream its name
 * @param listeners the beans, which may need the stream themselves and so are asked for when there is news
 */
public record ListenerAdapter(String stream, Supplier<List<ZerobusListener>> listeners) implements StreamListener {

    private static final Logger log = LoggerFactory.getLogger(ListenerAdapter.class);

    @Override
    public void onDurable(DurableRange range) {
        tell(listener -> listener.onDurable(stream, range));
    }

    @Override
    public void onPoison(StreamPoisonedException poison) {
        tell(listener -> listener.onPoison(stream, poison));
    }

    @Override
    public void onRecovery(int subStream, @Nullable ZerobusException failure) {
        tell(listener -> listener.onRecovery(stream, subStream, failure));
    }

    @Override
    public void onRotation(int subStream) {
        tell(listener -> listener.onRotation(stream, subStream));
    }

    private void tell(Consumer<ZerobusListener> news) {
        for (ZerobusListener listener : listeners.get()) {
            try {
                news.accept(listener);
            } catch (RuntimeException e) {
                log.warn(
                        "A listener of stream '{}' threw: {}",
                        stream,
                        listener.getClass().getName(),
                        e);
            }
        }
    }
}
