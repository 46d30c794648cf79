package io.github.zerobus.autoconfigure.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zerobus.BadRecordAction;
import io.github.zerobus.FailureOptions;
import io.github.zerobus.InflightLimitException;
import io.github.zerobus.OnPoison;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.WhenFull;
import io.github.zerobus.autoconfigure.fixture.Analyses;
import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.template.ZerobusTemplate;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

@Timeout(60)
class FailurePropertiesTests {

    private final Analyses analyses = new Analyses();

    private final ApplicationContextRunner runner = ContextRunners.minimal()
            .withInitializer(analyses)
            .withPropertyValues(
                    "zerobus.table=main.test.records",
                    "zerobus.stream.sub-streams=1",
                    "zerobus.stream.shutdown-timeout=1ms",
                    "zerobus.streams.orders.table=main.shop.orders");

    private static StreamOptions options(ApplicationContext context, String bean) {
        return context.getBean(bean, MultiplexedStream.class).options();
    }

    @Test
    void defaultsAreThoseOfTheEngine() {
        runner.run(context -> {
            assertThat(options(context, "zerobusStream").failures())
                    .isEqualTo(FailureOptions.builder().build());
            assertThat(options(context, "zerobusStream").whenFull()).isEqualTo(WhenFull.BLOCK);
        });
    }

    @Test
    void namedStreamInheritsAndReplacesValues() {
        runner.withPropertyValues(
                        "zerobus.stream.on-poison=reopen",
                        "zerobus.stream.reopen.backoff=1s",
                        "zerobus.stream.reopen.max-backoff=1m",
                        "zerobus.stream.bad-records.action=isolate",
                        "zerobus.stream.bad-records.max-per-minute=7",
                        "zerobus.stream.when-full=fail",
                        "zerobus.streams.orders.on-poison=halt",
                        "zerobus.streams.orders.reopen.max-backoff=2m",
                        "zerobus.streams.orders.bad-records.max-per-minute=8")
                .run(context -> {
                    FailureOptions expected = FailureOptions.builder()
                            .onPoison(OnPoison.REOPEN)
                            .reopenBackoff(Duration.ofSeconds(1))
                            .reopenMaxBackoff(Duration.ofMinutes(1))
                            .badRecords(BadRecordAction.ISOLATE)
                            .maxBadRecordsPerMinute(7)
                            .build();
                    assertThat(options(context, "zerobusStream").failures()).isEqualTo(expected);
                    assertThat(options(context, "ordersZerobusStream").failures())
                            .isEqualTo(expected.toBuilder()
                                    .onPoison(OnPoison.HALT)
                                    .reopenMaxBackoff(Duration.ofMinutes(2))
                                    .maxBadRecordsPerMinute(8)
                                    .build());
                    assertThat(options(context, "ordersZerobusStream").whenFull())
                            .isEqualTo(WhenFull.FAIL);
                });
    }

    @Test
    void messagesNameTheKeysOfTheStream() {
        runner.withPropertyValues("zerobus.streams.orders.reopen.max-backoff=1s")
                .run(context -> {
                    FailureAnalysis analysis = analyses.of(context);
                    assertThat(analysis.getDescription()).contains("zerobus.streams.orders.reopen.max-backoff", "PT1S");
                    assertThat(analysis.getAction()).contains("'zerobus.streams.orders.reopen.backoff', which is PT5S");
                });
        runner.withPropertyValues("zerobus.stream.bad-records.max-per-minute=0")
                .run(context -> assertThat(analyses.of(context).getDescription())
                        .contains("zerobus.stream.bad-records.max-per-minute", "0"));
    }

    @Test
    void ingestWithoutRoomFailsImmediately() {
        runner.withPropertyValues(
                        "zerobus.stream.when-full=fail",
                        "zerobus.stream.max-inflight-requests=1",
                        "zerobus.stream.max-block=1h",
                        "zerobus.embedded.ack-delay=1h")
                .run(context -> {
                    assertThat(context).hasSingleBean(EmbeddedZerobusServer.class);
                    ZerobusTemplate template = context.getBean("zerobusTemplate", ZerobusTemplate.class);
                    template.ingest("{\"a\":1}");

                    assertThatThrownBy(() -> template.ingest("{\"a\":2}")).isInstanceOf(InflightLimitException.class);
                });
    }
}
