package io.github.zerobus.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import io.github.zerobus.stream.MultiplexedStream;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

@Timeout(60)
class StreamNamesTests {

    private static SystemEnvironmentPropertySource variables(Map<String, Object> variables) {
        return new SystemEnvironmentPropertySource("test-systemEnvironment", variables);
    }

    /** Returns the names of the environment variables and two files, in order of precedence. */
    private static Set<String> names(
            Map<String, Object> variables, Map<String, Object> file, Map<String, Object> otherFile) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("other file", otherFile));
        environment.getPropertySources().addFirst(new MapPropertySource("file", file));
        environment.getPropertySources().addFirst(variables(variables));
        return StreamNames.of(environment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders-eu", "ordersEu", "orderseu"})
    void variableOverridesStreamOfFileInAnySpelling(String name) {
        ContextRunners.minimal()
                .withPropertyValues("zerobus.streams." + name + ".table=main.shop.orders")
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(variables(Map.of("ZEROBUS_STREAMS_ORDERSEU_SUBSTREAMS", "3"))))
                .run(context -> {
                    assertThat(context).hasSingleBean(MultiplexedStream.class);
                    MultiplexedStream stream = context.getBean(name + "ZerobusStream", MultiplexedStream.class);
                    assertThat(stream.snapshot().name()).isEqualTo(name);
                    assertThat(stream.options().subStreams()).isEqualTo(3);
                });
    }

    @Test
    void nameOfVariableIsInLowerCase() {
        assertThat(names(Map.of("ZEROBUS_STREAMS_ORDERSEU_TABLE", "main.shop.orders"), Map.of(), Map.of()))
                .containsExactly("orderseu");
    }

    @Test
    void sameSpellingInSeveralSourcesIsOneStream() {
        assertThat(names(
                        Map.of("ZEROBUS_STREAMS_CLICKS_TABLE", "main.web.clicks"),
                        Map.of("zerobus.streams.orders-eu.table", "main.shop.orders"),
                        Map.of("zerobus.streams.orders-eu.sub-streams", "2")))
                .containsExactly("clicks", "orders-eu");
    }

    @Test
    void severalSpellingsInFilesAreRejected() {
        assertThatThrownBy(() -> names(
                        Map.of(),
                        Map.of("zerobus.streams.orders-eu.table", "main.shop.orders"),
                        Map.of("zerobus.streams.ordersEu.sub-streams", "2")))
                .isInstanceOf(ZerobusConfigurationException.class)
                .hasMessageContaining("'ordersEu'")
                .hasMessageContaining("'orders-eu'")
                .hasMessageContaining("in two spellings");
    }

    @Test
    void invalidNamesAreRejected() {
        for (String name : new String[] {"default", "DEFAULT", "7up", "a_b"}) {
            assertThatThrownBy(() -> names(Map.of(), Map.of("zerobus.streams." + name + ".table", "a.b.c"), Map.of()))
                    .isInstanceOf(ZerobusConfigurationException.class)
                    .hasMessageContaining("invalid stream name");
        }
    }
}
