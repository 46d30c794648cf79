package io.github.zerobus.event;

import io.github.zerobus.DurableRange;
import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.SubStreamState;
import io.github.zerobus.ZerobusException;
import org.jspecify.annotations.Nullable;

/**
 * Passes on what the application is told of, early news later.
 *
 * @param news of all streams
 * @param listener is told
 */
record PatientListener(EarlyNews news, StreamListener listener) implements StreamListener {

    @Override
    public void onStateChange(StreamState state) {
        news.tell(() -> listener.onStateChange(state));
    }

    @Override
    public void onPoison(StreamPoisonedException poison) {
        news.tell(() -> listener.onPoison(poison));
    }

    @Override
    public void onClose() {
        news.tell(listener::onClose);
    }

    @Override
    public void onSubStreamStateChange(int subStream, SubStreamState state) {
        news.tell(() -> listener.onSubStreamStateChange(subStream, state));
    }

    @Override
    public void onDurable(DurableRange range) {
        news.tell(() -> listener.onDurable(range));
    }

    @Override
    public void onRecovery(int subStream, @Nullable ZerobusException failure) {
        news.tell(() -> listener.onRecovery(subStream, failure));
    }

    @Override
    public void onRotation(int subStream) {
        news.tell(() -> listener.onRotation(subStream));
    }
}
