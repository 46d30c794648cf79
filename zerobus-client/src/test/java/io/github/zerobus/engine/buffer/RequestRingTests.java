package io.github.zerobus.engine.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.zerobus.Payload;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RequestRingTests {

    private final RequestRing ring = new RequestRing(0);

    private static Payload sized(int size) {
        return Payload.proto(new byte[size]);
    }

    private void add(Payload payload) {
        ring.add(payload, PayloadBatch.cost(payload), 1, 0, null);
    }

    @Test
    void capacityIsSmallAtFirstAndAfterBurst() {
        add(sized(1));
        assertThat(ring.capacity()).isEqualTo(RequestSegment.SIZE);
        for (int i = 0; i < 100_000; i++) {
            add(sized(1));
        }
        assertThat(ring.capacity()).isGreaterThan(100_000);

        ring.removeUpTo(ring.tail());

        assertThat(ring.size()).isZero();
        assertThat(ring.cost()).isZero();
        assertThat(ring.capacity()).isLessThan(10_000);
    }

    @Test
    void removedRequestIsNotHeld() {
        add(sized(1));
        add(sized(2));
        ring.removeUpTo(1);

        assertThatIllegalStateException().isThrownBy(() -> ring.request(0)).withMessageContaining("offset 0");
        assertThatIllegalStateException().isThrownBy(() -> ring.request(2));
        assertThat(PayloadBatch.size(ring.request(1))).isEqualTo(2);
    }

    /** Compares the ring with a queue while it grows and shrinks. */
    @RepeatedTest(20)
    void ringHoldsWhatWasAddedAndNotRemoved(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Deque<Payload> held = new ArrayDeque<>();
        for (int step = 0; step < 200; step++) {
            int added = random.nextInt(random.nextInt(10) == 0 ? 5_000 : 300);
            for (int i = 0; i < added; i++) {
                Payload payload = sized(random.nextInt(50));
                held.add(payload);
                add(payload);
            }
            int removed = random.nextInt(Math.min(held.size(), 2_000) + 1);
            for (int i = 0; i < removed; i++) {
                held.remove();
            }
            ring.removeUpTo(ring.head() + removed);
            assertHolds(held);
        }
    }

    private void assertHolds(Deque<Payload> held) {
        assertThat(ring.size()).isEqualTo(held.size());
        assertThat(ring.cost())
                .isEqualTo(held.stream().mapToLong(PayloadBatch::cost).sum());
        Object[] copy = new Object[held.size()];
        ring.copy(ring.head(), copy, copy.length);
        assertThat(copy).isEqualTo(held.toArray());
        if (!held.isEmpty()) {
            assertThat(ring.request(ring.tail() - 1)).isSameAs(held.getLast());
            assertThat(ring.payloadSize(ring.head(), ring.tail()))
                    .isEqualTo(held.stream().mapToLong(PayloadBatch::size).sum());
        }
    }
}
