package io.github.zerobus.embedded.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ThreadServerTimersTests {

    @Test
    void stepRunsAfterDelayOnDaemonThread() throws Exception {
        try (ThreadServerTimers timers = new ThreadServerTimers()) {
            CompletableFuture<Thread> thread = new CompletableFuture<>();
            long start = timers.nanoTime();

            timers.schedule(TimeUnit.MILLISECONDS.toNanos(20), () -> thread.complete(Thread.currentThread()));

            assertThat(thread.get().isDaemon()).isTrue();
            assertThat(thread.get().getName()).isEqualTo("zerobus-embedded-timer");
            assertThat(timers.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @Test
    void scheduleIsIgnoredAfterClose() {
        ThreadServerTimers timers = new ThreadServerTimers();
        timers.close();

        assertThatCode(() -> timers.schedule(0, () -> {})).doesNotThrowAnyException();
    }
}
