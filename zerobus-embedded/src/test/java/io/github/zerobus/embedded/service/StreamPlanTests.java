package io.github.zerobus.embedded.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StreamPlanTests {

    private static final StreamControl CONTROL = (StreamControl) Proxy.newProxyInstance(
            StreamPlanTests.class.getClassLoader(),
            new Class<?>[] {StreamControl.class},
            (proxy, method, args) -> null);

    private final StreamPlan plan = new StreamPlan(Duration.ofMillis(10));
    private final List<String> steps = new ArrayList<>();

    private static List<Long> delays(long seed) {
        StreamPlan plan = new StreamPlan(Duration.ZERO);
        plan.ackBetween(Duration.ofNanos(100), Duration.ofNanos(1_000), seed);
        return LongStream.range(0, 50).map(i -> plan.nextAckDelay()).boxed().toList();
    }

    @Test
    void planWithoutFaultsFollowsProtocol() {
        assertThat(plan.headersDelay()).isZero();
        assertThat(plan.createDelay()).isZero();
        assertThat(plan.refusal("any")).isNull();
        assertThat(plan.neverAnswers()).isFalse();
        assertThat(plan.wrongAnswer()).isNull();
        assertThat(plan.nextAckDelay()).isEqualTo(10_000_000);
        assertThat(plan.ackEvery()).isEqualTo(1);
        assertThat(plan.mayAck()).isTrue();
        assertThat(plan.sendsAcks()).isTrue();
        assertThat(plan.acksAtHalfClose()).isTrue();
        assertThat(plan.endsAtHalfClose()).isTrue();
        assertThat(plan.timedSteps()).isEmpty();
    }

    @Test
    void ackDelaysAreWithinBoundsAndRepeatable() {
        assertThat(delays(1))
                .allSatisfy(delay -> assertThat(delay).isBetween(100L, 1_000L))
                .isEqualTo(delays(1))
                .isNotEqualTo(delays(2));
        assertThat(delays(1).stream().distinct()).hasSizeGreaterThan(10);
    }

    @Test
    void refusedTokenTakesPrecedenceOverRefusal() {
        plan.refuse(Status.NOT_FOUND);
        plan.refuseTokens("bad"::equals);

        assertThat(plan.refusal("good")).isEqualTo(Status.NOT_FOUND);
        Status refusal = plan.refusal("bad");
        assertThat(refusal).isNotNull();
        assertThat(refusal.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    @Test
    void neverAckAppliesToHalfCloseUnlessAckAtHalfClose() {
        plan.neverAck();
        assertThat(plan.acksAtHalfClose()).isFalse();

        plan.ackAtHalfClose();
        assertThat(plan.mayAck()).isFalse();
        assertThat(plan.acksAtHalfClose()).isTrue();
    }

    @Test
    void stepsRunAtTheirCountInOrder() {
        plan.afterMessages(2, stream -> steps.add("messages a"));
        plan.afterMessages(2, stream -> steps.add("messages b"));
        plan.afterAcks(2, stream -> steps.add("acks"));
        plan.atHalfClose(stream -> steps.add("half-close"));

        plan.messageReceived(1, CONTROL);
        plan.messageAcked(1, CONTROL);
        assertThat(steps).isEmpty();
        plan.messageReceived(2, CONTROL);
        plan.messageAcked(2, CONTROL);
        plan.halfClosed(CONTROL);

        assertThat(steps).containsExactly("messages a", "messages b", "acks", "half-close");
        assertThat(plan.hasStepAt(2)).isTrue();
        assertThat(plan.hasStepAt(1)).isFalse();
    }
}
