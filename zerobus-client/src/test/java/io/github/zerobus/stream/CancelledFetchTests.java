package io.github.zerobus.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.Startup;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A fetch of headers that is cancelled before its worker begins. */
@Timeout(60)
class CancelledFetchTests {

    @Test
    void nextAttemptFetchesHeadersAgain() {
        try (Simulation simulation = new Simulation()) {
            MultiplexedStream stream = simulation.stream(
                    Simulation.options(1).startup(Startup.BACKGROUND), new LateWorkers(simulation.time), builder -> {});

            stream.open();

            assertThat(stream.snapshot().subStreams().get(0).lastFailure())
                    .hasMessageContaining("the headers provider did not return");
            stream.await(stream.ingest(TestStreams.record(1)));
        }
    }

    /** Never begins the first task, as when no thread is scheduled in time. */
    private static final class LateWorkers extends AbstractExecutorService {

        private final VirtualTime time;
        private boolean first = true;

        LateWorkers(VirtualTime time) {
            this.time = time;
        }

        @Override
        public void execute(Runnable task) {
            if (first) {
                first = false;
                time.later(Duration.ofHours(1), task);
            } else {
                time.execute(task);
            }
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
