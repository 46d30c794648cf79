package io.github.zerobus.autoconfigure.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.MessageId;
import io.github.zerobus.autoconfigure.fixture.Analyses;
import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import io.github.zerobus.stream.SubStreamSelector;
import io.github.zerobus.template.ZerobusTemplate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Timeout(60)
class SubStreamSelectorsTests {

    private final Analyses analyses = new Analyses();

    private final ApplicationContextRunner runner = ContextRunners.minimal()
            .withInitializer(analyses)
            .withPropertyValues(
                    "zerobus.table=main.test.records",
                    "zerobus.streams.orders.table=main.shop.orders",
                    "zerobus.streams.clicks.table=main.web.clicks",
                    "zerobus.stream.sub-streams=4");

    @Configuration(proxyBeanMethods = false)
    static class ForOrders {

        @Bean
        @Qualifier("orders")
        SubStreamSelector third() {
            return (key, loads) -> 3;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ForAll {

        @Bean
        SubStreamSelector second() {
            return (key, loads) -> 2;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class AnotherForAll {

        @Bean
        SubStreamSelector first() {
            return (key, loads) -> 1;
        }
    }

    private static void assertSubStreams(AssertableApplicationContext context, String stream, Integer... subStreams) {
        ZerobusTemplate template = context.getBean(stream + "Template", ZerobusTemplate.class);
        assertThat(IntStream.range(0, 4).mapToObj(i -> template.ingest("{\"a\":1}")))
                .extracting(MessageId::subStream)
                .containsOnly(subStreams);
    }

    @Test
    void selectorWithNameOfStreamAsQualifierIsUsedForThatStreamOnly() {
        runner.withUserConfiguration(ForOrders.class).run(context -> {
            assertSubStreams(context, "ordersZerobus", 3);
            assertSubStreams(context, "clicksZerobus", 0, 1, 2, 3);
            assertSubStreams(context, "zerobus", 0, 1, 2, 3);
        });
    }

    @Test
    void selectorWithoutQualifierIsUsedForAllOtherStreams() {
        runner.withUserConfiguration(ForOrders.class, ForAll.class).run(context -> {
            assertSubStreams(context, "ordersZerobus", 3);
            assertSubStreams(context, "clicksZerobus", 2);
            assertSubStreams(context, "zerobus", 2);
        });
    }

    @Test
    void primarySelectorIsUsedForAllStreams() {
        runner.withUserConfiguration(ForAll.class)
                .withBean(
                        "first",
                        SubStreamSelector.class,
                        () -> (key, loads) -> 1,
                        definition -> definition.setPrimary(true))
                .run(context -> assertSubStreams(context, "clicksZerobus", 1));
    }

    @Test
    void severalSelectorsForSameStreamAreRejected() {
        runner.withUserConfiguration(ForAll.class, AnotherForAll.class).run(context -> {
            FailureAnalysis analysis = analyses.of(context);
            assertThat(analysis.getDescription()).contains("several SubStreamSelector beans", "first", "second");
            assertThat(analysis.getAction()).contains("the qualifier '", "primary");
        });
    }
}
