package io.github.zerobus.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.engine.time.LoopExecutor;
import io.github.zerobus.engine.time.LoopTimer;
import io.github.zerobus.engine.time.Timers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class SilenceTimerTests {

    private final StoppableTimers timers = new StoppableTimers();
    private int silences;
    private final SilenceTimer silence = new SilenceTimer(
            timers, new LoopTimer(timers, new LoopExecutor(Runnable::run)), Duration.ofSeconds(60), () -> silences++);

    /** A clock that can pass the time of a timer without running it, as in a process that is stopped. */
    private static final class StoppableTimers implements Timers {

        private record Task(long at, Runnable step) {}

        private final Deque<Task> tasks = new ArrayDeque<>();
        private long now;

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public Timer schedule(long delayNanos, Runnable task) {
            Task added = new Task(now + delayNanos, task);
            tasks.add(added);
            return () -> tasks.remove(added);
        }

        @Override
        public void close() {}

        void stopped(Duration time) {
            now += time.toNanos();
        }

        void runDue() {
            while (!tasks.isEmpty() && tasks.getFirst().at() <= now) {
                tasks.removeFirst().step().run();
            }
        }

        void pass(Duration time) {
            stopped(time);
            runDue();
        }
    }

    @Test
    void silenceIsDetectedInTime() {
        silence.pending();
        timers.pass(Duration.ofSeconds(59));
        assertThat(silences).isZero();
        timers.pass(Duration.ofSeconds(1));
        assertThat(silences).isEqualTo(1);
    }

    @Test
    void acksThatArrivedWhileProcessWasStoppedAreReadFirst() {
        silence.pending();
        timers.stopped(Duration.ofSeconds(90));
        timers.runDue();
        assertThat(silences).isZero();
        silence.progressed(false);
        timers.pass(Duration.ofHours(1));
        assertThat(silences).isZero();
    }

    @Test
    void silenceIsDetectedSoonAfterProcessWasStopped() {
        silence.pending();
        timers.stopped(Duration.ofSeconds(90));
        timers.runDue();
        timers.pass(Duration.ofSeconds(1));
        assertThat(silences).isEqualTo(1);
    }

    @Test
    void graceIsGivenOnceWhenChecksAreAlwaysLate() {
        silence.pending();
        timers.pass(Duration.ofSeconds(90));
        timers.pass(Duration.ofSeconds(90));
        assertThat(silences).isEqualTo(1);
    }
}
