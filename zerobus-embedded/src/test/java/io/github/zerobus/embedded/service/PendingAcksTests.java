package io.github.zerobus.embedded.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingAcksTests {

    private static final Duration DELAY = Duration.ofMillis(10);

    private final ManualTimers timers = new ManualTimers();
    private final StreamPlan plan = new StreamPlan(DELAY);
    private final List<String> events = new ArrayList<>();
    private final PendingAcks acks = new PendingAcks(timers, Runnable::run, plan, new RecordingSink());

    private final class RecordingSink implements PendingAcks.Sink {

        @Override
        public void makeDurable(Received message) {
            events.add("durable " + message.wireOffset());
        }

        @Override
        public void ack(long wireOffset) {
            events.add("ack " + wireOffset);
        }

        @Override
        public void reached(long acked) {
            events.add("reached " + acked);
        }
    }

    private void receive(long wireOffset) {
        acks.add(new Received(wireOffset, true, false, List.of()));
        acks.ackOrSchedule();
    }

    private void advance(Duration time) {
        timers.advance(time.toNanos());
    }

    @Test
    void messageIsAckedAfterDelay() {
        receive(0);
        advance(DELAY.minusNanos(1));
        assertThat(events).isEmpty();

        advance(Duration.ofNanos(1));

        assertThat(events).containsExactly("durable 0", "ack 0");
    }

    @Test
    void oneAckCoversAllMessagesThatAreDue() {
        receive(0);
        advance(Duration.ofNanos(100));
        receive(1);
        receive(2);

        advance(DELAY.plusMillis(1));

        assertThat(events).containsExactly("durable 0", "ack 0", "durable 1", "durable 2", "ack 2");
        assertThat(timers.scheduled()).isZero();
    }

    @Test
    void zeroDelayAcksWithoutTimer() {
        plan.ackBetween(Duration.ZERO, Duration.ZERO, 0);

        receive(0);

        assertThat(events).containsExactly("durable 0", "ack 0");
        assertThat(timers.scheduled()).isZero();
    }

    @Test
    void laterMessageIsNotDueBeforeEarlierOne() {
        receive(0);
        plan.ackBetween(Duration.ZERO, Duration.ZERO, 0);
        receive(1);

        advance(DELAY.minusNanos(1));
        assertThat(events).isEmpty();
        advance(Duration.ofNanos(1));

        assertThat(events).containsExactly("durable 0", "durable 1", "ack 1");
    }

    @Test
    void ackEndsAtCountOfAStep() {
        plan.afterAcks(2, stream -> {});
        for (int i = 0; i < 3; i++) {
            receive(i);
        }

        advance(DELAY);

        assertThat(events).containsExactly("durable 0", "durable 1", "ack 1", "reached 2", "durable 2", "ack 2");
    }

    @Test
    void ackEveryWaitsForEnoughMessages() {
        plan.ackEvery(2);
        receive(0);
        advance(DELAY.multipliedBy(2));
        assertThat(events).isEmpty();

        receive(1);

        assertThat(events).containsExactly("durable 0", "ack 0");
    }

    @Test
    void ackUpToIgnoresPlanAndDelay() {
        plan.neverAck();
        for (int i = 0; i < 3; i++) {
            receive(i);
        }

        acks.ackUpTo(1);
        advance(DELAY.multipliedBy(2));

        assertThat(events).containsExactly("durable 0", "durable 1", "ack 1");
    }

    @Test
    void releaseAcksEverythingAndContinues() {
        plan.neverAck();
        receive(0);
        receive(1);

        acks.release();
        receive(2);
        advance(DELAY);

        assertThat(events).containsExactly("durable 0", "durable 1", "ack 1", "durable 2", "ack 2");
    }

    @Test
    void endDiscardsPendingMessages() {
        receive(0);

        acks.end();
        advance(DELAY.multipliedBy(2));
        acks.release();

        assertThat(events).isEmpty();
    }
}
