package io.github.zerobus.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.autoconfigure.fixture.Analyses;
import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.io.ByteArrayResource;

/** A misspelt key never starts the embedded server. */
@Timeout(60)
class UnknownKeysTests {

    private final Analyses analyses = new Analyses();

    private final ApplicationContextRunner runner = ContextRunners.full()
            .withInitializer(analyses)
            .withPropertyValues("zerobus.table=main.iot.readings")
            .withBean(HeadersProvider.class, () -> table -> Map.of());

    @ParameterizedTest
    @CsvSource({
        "zerobus.endpiont, zerobus.endpoint",
        "zerobus.end.point, zerobus.endpoint",
        "zerobus.endpoint.url, zerobus.endpoint",
        "zerobus.sub-streams, zerobus.stream.sub-streams",
        "zerobus.client-id, zerobus.oauth.client-id",
        "zerobus.enbaled, zerobus.enabled",
        "zerobus.stream.recovery.back-of, zerobus.stream.recovery.backoff",
        "zerobus.streams.orders.sub-steams, zerobus.streams.orders.sub-streams",
        "zerobus.streams.orders.endpoint, zerobus.streams.orders",
        "zerobus.channel, zerobus.channel.keepalive.time"
    })
    void startFailsWithNearestKey(String key, String nearest) {
        runner.withPropertyValues("zerobus.streams.orders.table=main.shop.orders", key + "=x")
                .run(context -> {
                    FailureAnalysis analysis = analyses.of(context);
                    assertThat(analysis.getDescription())
                            .contains(key + " is not a property")
                            .contains("Origin: ");
                    assertThat(analysis.getAction()).contains(nearest);
                });
    }

    @Test
    void analysisShowsFileAndLineButNotTheValue() {
        String yaml = "zerobus:\n  oauth:\n    client-secrt: hush\n";
        runner.withInitializer(context -> load(yaml, context.getEnvironment().getPropertySources()))
                .run(context -> assertThat(analyses.of(context).getDescription())
                        .contains("zerobus.oauth.client-secrt", "the file", "3:19")
                        .doesNotContain("hush"));
    }

    private static void load(String yaml, MutablePropertySources sources) {
        try {
            new YamlPropertySourceLoader()
                    .load("file", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8), "the file"))
                    .forEach(sources::addFirst);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zerobus:\n  embedded:\n    ackDelay: 1ms\n",
                "zerobus:\n  stream:\n    sub_streams: 1\n  proxy:\n    no-proxy: [a.com, b.com]\n",
                "zerobus:\n  streams:\n    orders-eu:\n      table: a.b.c\n      recovery:\n        max-retries: 3\n",
                "zerobus:\n"
            })
    void startSucceedsWithKnownKeysInEachSpelling(String yaml) {
        runner.withInitializer(context -> load(yaml, context.getEnvironment().getPropertySources()))
                .run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @CsvSource({
        "ZEROBUS_ENDPIONT, ZEROBUS_ENDPOINT",
        "ZEROBUS_END_POINT, ZEROBUS_ENDPOINT",
        "ZEROBUS_WORKSPACE_URI, ZEROBUS_WORKSPACEURL"
    })
    void startFailsWithVariableThatIsAlmostThatOfProperty(String variable, String nearest) {
        runner.withInitializer(context -> TestPropertyValues.of(variable + "=x")
                        .applyTo(context.getEnvironment(), TestPropertyValues.Type.SYSTEM_ENVIRONMENT))
                .run(context -> assertThat(analyses.of(context).getAction()).contains("Rename it to " + nearest));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ZEROBUS_CLIENT_ID=x",
                "ZEROBUS_CLIENT_SECRET=x",
                "ZEROBUS_SERVICE_HOST=10.0.0.1",
                "ZEROBUS_PORT_443_TCP=tcp",
                "ZEROBUS_STREAM_SUBSTREAMS=2",
                "ZEROBUS_STREAM_SUB_STREAMS=2",
                "ZEROBUS_PROXY_NOPROXY_0_=a.com",
                "ZEROBUS_STREAMS_ORDERS_TABLE=a.b.c",
            })
    void startSucceedsWithVariablesForOtherPurposes(String variable) {
        runner.withInitializer(context -> TestPropertyValues.of(variable)
                        .applyTo(context.getEnvironment(), TestPropertyValues.Type.SYSTEM_ENVIRONMENT))
                .run(context -> assertThat(context).hasNotFailed());
    }

    /** In YAML, a parent whose children are comments has an empty value, which Boot refuses. */
    @ParameterizedTest
    @ValueSource(strings = {"zerobus.channel", "zerobus.stream.recovery", "zerobus.streams.orders.recovery"})
    void analysisNamesParentWithoutChildren(String key) {
        runner.withPropertyValues(key + "=")
                .run(context ->
                        assertThat(analyses.printed(context).getDescription()).contains(key));
    }

    @Test
    void startSucceedsWithUnknownKeyWhenDisabled() {
        runner.withPropertyValues("zerobus.enabled=false", "zerobus.endpiont=x")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"zerobus.enabled", "zerobus.embedded.enabled", "zerobus.stream.validate-json"})
    void analysisNamesBooleanThatIsNone(String key) {
        runner.withPropertyValues(key + "=flase").run(context -> {
            FailureAnalysis analysis = analyses.printed(context);
            assertThat(analysis.getDescription()).contains(key, "flase", "Origin: ");
        });
    }
}
