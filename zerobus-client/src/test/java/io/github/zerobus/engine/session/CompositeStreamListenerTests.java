package io.github.zerobus.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.RejectReason;
import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamState;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompositeStreamListenerTests {

    /** All methods have an empty default, so the compiler does not report a missing one. */
    @Test
    void everyCallbackIsOverridden() {
        List<String> callbacks = Arrays.stream(StreamListener.class.getMethods())
                .map(Method::getName)
                .filter(name -> name.startsWith("on"))
                .toList();

        assertThat(callbacks).isNotEmpty();
        assertThat(CompositeStreamListener.class.getDeclaredMethods())
                .extracting(Method::getName)
                .containsAll(callbacks);
    }

    @Test
    void failingListenerDoesNotAffectTheOthers() {
        List<Object> calls = new ArrayList<>();
        StreamListener failing = new StreamListener() {
            @Override
            public void onStateChange(StreamState state) {
                throw new IllegalStateException("failing listener");
            }
        };
        StreamListener recording = new StreamListener() {
            @Override
            public void onStateChange(StreamState state) {
                calls.add(state);
            }

            @Override
            public void onRejected(RejectReason reason, int records) {
                calls.add(reason);
            }
        };
        StreamListener all = new CompositeStreamListener(List.of(failing, recording));

        all.onStateChange(StreamState.OPEN);
        all.onRejected(RejectReason.SIZE, 1);

        assertThat(calls).containsExactly(StreamState.OPEN, RejectReason.SIZE);
    }
}
