package io.github.zerobus.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.StreamListener;
import io.github.zerobus.SubStreamState;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Records the sub-streams that have lost a connection. */
final class ConnectionLosses implements StreamListener {

    private final Set<Integer> lost = ConcurrentHashMap.newKeySet();

    @Override
    public void onSubStreamStateChange(int subStream, SubStreamState state) {
        if (state == SubStreamState.RECOVERING) {
            lost.add(subStream);
        }
    }

    void awaitLossOnEach(int subStreams) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(lost).hasSize(subStreams));
    }
}
