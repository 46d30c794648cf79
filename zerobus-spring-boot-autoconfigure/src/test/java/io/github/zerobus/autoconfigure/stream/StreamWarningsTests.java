package io.github.zerobus.autoconfigure.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class StreamWarningsTests {

    private static final long HEAP = Runtime.getRuntime().maxMemory();
    private static final String HALF = "half of the maximum heap";
    private static final String DEFAULT = "zerobus.table=main.test.records";
    private static final String ORDERS = "zerobus.streams.orders.table=main.shop.orders";

    private final ApplicationContextRunner runner =
            ContextRunners.full().withPropertyValues("zerobus.stream.sub-streams=1");

    private void start(String... properties) {
        runner.withPropertyValues(properties).run(context -> assertThat(context).hasNotFailed());
    }

    private static String budget(String prefix, long bytes) {
        return prefix + ".max-inflight-size=" + bytes + "B";
    }

    @Test
    void budgetAboveHalfOfHeapIsLogged(CapturedOutput output) {
        start(DEFAULT, budget("zerobus.stream", HEAP));

        assertThat(output)
                .contains("zerobus.stream.max-inflight-size, " + HEAP + " bytes")
                .contains(HALF);
    }

    @Test
    void budgetsOfAllStreamsAreAdded(CapturedOutput output) {
        start(DEFAULT, ORDERS, budget("zerobus.stream", HEAP / 3));

        assertThat(output)
                .containsOnlyOnce("The sum of max-inflight-size over the streams default, orders")
                .containsOnlyOnce(HALF);
    }

    @Test
    void longShutdownTimeoutIsLoggedWithItsKey(CapturedOutput output) {
        start(ORDERS, "zerobus.streams.orders.shutdown-timeout=31s");

        assertThat(output).contains("zerobus.streams.orders.shutdown-timeout, 31 s");
    }

    @Test
    void shutdownTimeoutsOfAllStreamsAreAdded(CapturedOutput output) {
        start(DEFAULT, ORDERS);

        assertThat(output)
                .contains("The sum of shutdown-timeout over the streams default, orders, which are closed one after")
                .contains("40 s");
    }

    @Test
    void defaultsOfOneStreamAreNotLogged(CapturedOutput output) {
        start(DEFAULT);

        assertThat(output).doesNotContain("max-inflight-size", "shutdown-timeout");
    }

    @Test
    void unusedValuesAreNeitherLoggedNorValidated(CapturedOutput output) {
        start(
                ORDERS,
                budget("zerobus.stream", 1),
                budget("zerobus.streams.orders", 64 << 20),
                "zerobus.stream.shutdown-timeout=31s",
                "zerobus.streams.orders.shutdown-timeout=5s");

        assertThat(output).doesNotContain("max-inflight-size", "shutdown-timeout");
    }
}
