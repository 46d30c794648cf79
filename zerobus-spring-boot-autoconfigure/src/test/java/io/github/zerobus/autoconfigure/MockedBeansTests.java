package io.github.zerobus.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.verify;

import io.github.zerobus.StreamState;
import io.github.zerobus.autoconfigure.actuate.ZerobusEndpointAutoConfiguration;
import io.github.zerobus.autoconfigure.health.ZerobusHealthContributorAutoConfiguration;
import io.github.zerobus.autoconfigure.metrics.ZerobusMetricsAutoConfiguration;
import io.github.zerobus.autoconfigure.stream.ZerobusStreamAutoConfiguration;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.template.ZerobusOperations;
import io.github.zerobus.template.ZerobusTemplate;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** Tests with mocks of templates or streams connect to nothing: no server listens, and all streams are required. */
@Timeout(60)
class MockedBeansTests {

    static final String ENDPOINT = "zerobus.endpoint=http://127.0.0.1:1";
    static final String TABLE = "zerobus.table=main.test.records";
    static final String ORDERS = "zerobus.streams.orders.table=main.test.orders";
    static final String REQUIRE = "zerobus.stream.startup=require";

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        ZerobusPropertiesAutoConfiguration.class,
        ZerobusAutoConfiguration.class,
        ZerobusStreamAutoConfiguration.class,
        ZerobusHealthContributorAutoConfiguration.class,
        ZerobusMetricsAutoConfiguration.class,
        ZerobusEndpointAutoConfiguration.class
    })
    static class Application {

        @Bean
        MeterRegistry registry() {
            return new SimpleMeterRegistry();
        }
    }

    @Nested
    @SpringBootTest(
            classes = Application.class,
            properties = {ENDPOINT, TABLE, REQUIRE})
    class Template {

        @MockitoBean
        ZerobusTemplate template;

        @Test
        void mockIsInjectedAndNothingOpens(@Autowired ZerobusOperations injected, @Autowired MultiplexedStream stream) {
            injected.ingest("{}");

            verify(template).ingest("{}");
            assertThat(stream.snapshot().subStreams().get(0).lastFailure()).isNull();
            assertThat(stream.snapshot().state()).isEqualTo(StreamState.OPENING);
        }
    }

    @Nested
    @SpringBootTest(
            classes = Application.class,
            properties = {ENDPOINT, TABLE, REQUIRE})
    class Operations {

        @MockitoBean
        ZerobusOperations operations;

        @Test
        void mockOfInterfaceIsInjectedAndNothingOpens(@Autowired ZerobusOperations injected) {
            injected.ingest("{}");

            verify(operations).ingest("{}");
        }
    }

    @Nested
    @SpringBootTest(
            classes = Application.class,
            properties = {ENDPOINT, TABLE, ORDERS, REQUIRE})
    class NamedTemplates {

        @MockitoBean
        @Qualifier("orders")
        ZerobusTemplate orders;

        @MockitoBean("zerobusTemplate")
        ZerobusTemplate records;

        @Test
        void mocksAreInjectedByQualifierAndByName(
                @Autowired ZerobusTemplate zerobusTemplate, @Autowired @Qualifier("orders") ZerobusTemplate named) {
            assertThat(zerobusTemplate).isSameAs(records);
            assertThat(named).isSameAs(orders);
        }
    }

    @Nested
    @SpringBootTest(
            classes = Application.class,
            properties = {ENDPOINT, TABLE, REQUIRE})
    class Stream {

        @MockitoBean
        MultiplexedStream stream;

        @Test
        void templateSendsToMock(@Autowired ZerobusTemplate template) {
            assertThat(template.ingest("{}")).isNull();
        }
    }
}
