package io.github.zerobus.autoconfigure.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.zerobus.MessageId;
import io.github.zerobus.SendOptions;
import io.github.zerobus.SendResult;
import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import io.github.zerobus.autoconfigure.metrics.ZerobusMetricsAutoConfiguration;
import io.github.zerobus.stream.SubStreamSelector;
import io.github.zerobus.template.ZerobusOperations;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@Timeout(60)
class RoutingPropertyTests {

    private static final SendOptions KEY = SendOptions.key("device-7");

    private final ApplicationContextRunner runner = ContextRunners.minimal()
            .withConfiguration(AutoConfigurations.of(ZerobusMetricsAutoConfiguration.class))
            .withPropertyValues("zerobus.table=main.test.records", "zerobus.stream.sub-streams=3");

    @Test
    void everyOperationUsesSameSubStreamForSameKey() {
        runner.withPropertyValues("zerobus.stream.routing=keyed").run(context -> {
            ZerobusOperations template = context.getBean(ZerobusOperations.class);
            List<String> batch = List.of("{\"a\":1}", "{\"a\":2}");
            SendOptions inTime = KEY.withTimeLimit(Duration.ofSeconds(10));

            assertThat(List.of(
                            template.ingest("{\"a\":1}", KEY),
                            template.ingestBatch(batch, KEY),
                            template.tryIngest("{\"a\":1}", KEY).orElseThrow(),
                            template.send("{\"a\":1}", inTime)
                                    .thenApply(SendResult::id)
                                    .get(10, TimeUnit.SECONDS),
                            template.sendBatch(batch, inTime)
                                    .thenApply(SendResult::id)
                                    .get(10, TimeUnit.SECONDS),
                            template.sendAndAwait("{\"a\":1}", inTime).id(),
                            template.sendAndAwait("{\"a\":1}", KEY).id()))
                    .extracting(MessageId::subStream)
                    .containsOnly(template.ingest("{\"a\":1}", KEY).subStream());
        });
    }

    @Test
    void keyIsRejectedUnlessRoutingIsKeyed() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        runner.withBean(SimpleMeterRegistry.class, () -> registry).run(context -> {
            ZerobusOperations template = context.getBean(ZerobusOperations.class);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> template.ingest("{\"a\":1}", KEY))
                    .withMessageContaining("set routing to keyed");
            assertThatIllegalArgumentException().isThrownBy(() -> template.sendAndAwait("{\"a\":1}", KEY));
            assertThat(registry.get("zerobus.stream.rejected")
                            .tag("reason", "invalid")
                            .counter()
                            .count())
                    .isEqualTo(2);
        });
    }

    @Test
    void selectorBeanSelectsSubStream() {
        runner.withBean(SubStreamSelector.class, () -> (key, loads) -> 2).run(context -> {
            ZerobusOperations template = context.getBean(ZerobusOperations.class);
            assertThat(IntStream.range(0, 3).mapToObj(i -> template.ingest("{\"a\":1}")))
                    .extracting(MessageId::subStream)
                    .containsOnly(2);
        });
    }
}
