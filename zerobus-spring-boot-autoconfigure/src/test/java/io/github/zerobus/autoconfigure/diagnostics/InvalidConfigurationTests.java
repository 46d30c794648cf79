package io.github.zerobus.autoconfigure.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.autoconfigure.fixture.Analyses;
import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.grpc.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What a user reads when the configuration is wrong: key, value, remedy. */
@Timeout(60)
class InvalidConfigurationTests {

    private final Analyses analyses = new Analyses();

    private final ApplicationContextRunner runner =
            ContextRunners.full().withInitializer(analyses).withPropertyValues("zerobus.table=main.iot.readings");

    private String analysis(AssertableApplicationContext context) {
        FailureAnalysis analysis = analyses.of(context);
        return analysis.getDescription() + " | " + analysis.getAction();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zerobus.table=readings                 | zerobus.table               | 'readings'  | catalog.schema.table",
                "zerobus.table=main..readings           | zerobus.table               | main..readings| three parts",
                "zerobus.stream.sub-streams=0           | zerobus.stream.sub-streams  | is 0        | 1 to 64",
                "zerobus.stream.sub-streams=65          | zerobus.stream.sub-streams  | is 65       | 1 to 64",
                "zerobus.endpoint=https:///path         | zerobus.endpoint            | https       | no host",
                "zerobus.endpoint=http://example.com    | zerobus.endpoint            | example.com | use https",
                "zerobus.stream.max-inflight-size=20MB  | zerobus.stream.max-inflight-size | 20971520 | max-payload-size",
                "zerobus.proxy.url=socks5://proxy:1     | zerobus.proxy.url           | socks5://proxy | http://host:port",
                "zerobus.ssl.bundle=absent              | zerobus.ssl.bundle          | no SSL bundle | spring.ssl.bundle.pem.absent",
                "zerobus.stream.recovery.backoff=-1s    | recovery.backoff            | PT-1S       | zero or more"
            })
    void valueThatCannotBeIsNamedWithItsRemedy(String property, String key, String value, String remedy) {
        runner.withPropertyValues(property)
                .run(context ->
                        assertThat(analysis(context)).contains(key, value.replace("'readings'", "readings"), remedy));
    }

    @Test
    void shareOfTheByteBudgetNamesAllThreeKeys() {
        runner.withPropertyValues("zerobus.stream.max-inflight-size=20MB", "zerobus.stream.sub-streams=3")
                .run(context -> assertThat(analysis(context))
                        .contains(
                                "max-inflight-size", "20971520", "sub-streams", "3 ", "max-payload-size", "10420224"));
    }

    @Test
    void endpointMissesWhileCredentialsAreSet() {
        runner.withPropertyValues("zerobus.oauth.client-id=id", "zerobus.oauth.client-secret=hush")
                .run(context -> {
                    assertThat(analysis(context))
                            .contains("zerobus.endpoint is missing")
                            .doesNotContain("hush");
                });
    }

    @Test
    void secretMisses() {
        runner.withPropertyValues(
                        "zerobus.endpoint=https://1.zerobus.example.com",
                        "zerobus.workspace-url=https://example.com",
                        "zerobus.oauth.client-id=id")
                .run(context -> assertThat(analysis(context))
                        .contains("zerobus.oauth.client-secret is missing", "TokenProvider"));
    }

    @Test
    void workspaceMisses() {
        runner.withPropertyValues("zerobus.endpoint=https://1.zerobus.example.com")
                .run(context -> assertThat(analysis(context)).contains("zerobus.workspace-url is missing"));
    }

    @Test
    void protoNeedsToKnowItsMessage() {
        runner.withPropertyValues("zerobus.stream.record-type=proto")
                .run(context -> assertThat(analysis(context)).contains("zerobus.stream.record-class"));
    }

    record Reading(Object value) {}

    @Test
    void recordClassThatCannotBeAMessageIsNamedWithTheColumn() {
        runner.withPropertyValues(
                        "zerobus.stream.record-type=proto", "zerobus.stream.record-class=" + Reading.class.getName())
                .run(context -> assertThat(analysis(context))
                        .contains("zerobus.stream.record-class", Reading.class.getName(), "value is of", "Object"));
    }

    @Test
    void missingGrantsAreSpelledOut() {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            server.onTable("main.iot.readings").everyStream().refuse(Status.PERMISSION_DENIED);
            runner.withPropertyValues(
                            "zerobus.endpoint=" + server.endpoint(),
                            "zerobus.stream.recovery.backoff=1ms",
                            "zerobus.stream.open-jitter=0s")
                    .run(context -> assertThat(analysis(context))
                            .contains(
                                    "GRANT USE CATALOG ON CATALOG `main` TO `<application id>`",
                                    "GRANT USE SCHEMA ON SCHEMA `main`.`iot` TO `<application id>`",
                                    "GRANT MODIFY, SELECT ON TABLE `main`.`iot`.`readings` TO `<application id>`"));
        }
    }
}
