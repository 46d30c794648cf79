package io.github.zerobus.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.autoconfigure.ConfigurationMetadata.DocumentedKey;
import io.github.zerobus.autoconfigure.fixture.Analyses;
import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;

/** The application starts with each value of each property, or its failure analysis names the key. */
class PropertyLimitsTests {

    private static final Map<String, List<String>> VALUES = Map.of(
            "java.lang.Integer", List.of("-2147483648", "-1", "0", "1", "2147483647"),
            "java.time.Duration", List.of("-9223372036854775808s", "-1ns", "0s", "1ns", "9223372036854775807s"),
            "org.springframework.util.unit.DataSize",
                    List.of("-9223372036854775808B", "-1B", "0B", "1B", "9223372036854775807B"));

    /** Credentials, so that there is a token provider, and an address where nothing listens. */
    private static final String[] CONNECTION = {
        "zerobus.endpoint=http://127.0.0.1:1",
        "zerobus.workspace-url=http://127.0.0.1:1",
        "zerobus.oauth.client-id=id",
        "zerobus.oauth.client-secret=secret"
    };

    private final Analyses analyses = new Analyses();

    static Stream<String> settings() throws IOException {
        return ConfigurationMetadata.keys().stream()
                .filter(key -> key.name().startsWith("zerobus."))
                .flatMap(PropertyLimitsTests::settings);
    }

    private static Stream<String> settings(DocumentedKey key) {
        return VALUES.getOrDefault(key.type(), List.of()).stream()
                .flatMap(
                        value -> Stream.of(key.name(), key.name().replace("zerobus.stream.", "zerobus.streams.orders."))
                                .distinct()
                                .map(name -> name + "=" + value));
    }

    @Test
    void settingsContainEachGroup() throws IOException {
        assertThat(settings())
                .hasSizeGreaterThan(200)
                .contains(
                        "zerobus.stream.recovery.backoff=-1ns",
                        "zerobus.streams.orders.sub-streams=0",
                        "zerobus.health.stale-after=0s",
                        "zerobus.oauth.token-refresh-buffer=-1ns",
                        "zerobus.channel.keepalive.time=1ns",
                        "zerobus.embedded.port=-1");
    }

    @ParameterizedTest
    @MethodSource("settings")
    void valueWorksOrAnalysisNamesKey(String setting) {
        ContextRunners.full()
                .withInitializer(analyses)
                .withPropertyValues(
                        "zerobus.table=main.test.records",
                        "zerobus.streams.orders.table=main.test.orders",
                        "zerobus.stream.startup=background",
                        "zerobus.stream.shutdown-timeout=1ms")
                .withPropertyValues(setting.startsWith("zerobus.embedded") ? new String[0] : CONNECTION)
                .withPropertyValues(setting)
                .run(context -> assertStartsOrNamesKey(context, setting));
    }

    private void assertStartsOrNamesKey(AssertableApplicationContext context, String setting) {
        boolean negative = setting.contains("=-");
        if (!negative && context.getStartupFailure() == null) {
            return;
        }
        FailureAnalysis analysis = analyses.of(context);
        String key = setting.substring(0, setting.indexOf('='));
        assertThat(analysis.getDescription()).contains(key);
        assertThat(analysis.getAction()).contains(key);
    }
}
