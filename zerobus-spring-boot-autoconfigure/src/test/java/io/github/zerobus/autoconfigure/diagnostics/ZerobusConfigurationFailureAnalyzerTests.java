package io.github.zerobus.autoconfigure.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.autoconfigure.fixture.Analyses;
import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@Timeout(60)
class ZerobusConfigurationFailureAnalyzerTests {

    private final Analyses analyses = new Analyses();

    private final ApplicationContextRunner runner =
            ContextRunners.full().withInitializer(analyses).withPropertyValues("zerobus.table=main.iot.readings");

    private String analysis(AssertableApplicationContext context) {
        FailureAnalysis analysis = analyses.of(context);
        return analysis.getDescription() + " | " + analysis.getAction();
    }

    @Test
    void analysisNamesMissingEndpointWithoutSecret() {
        runner.withPropertyValues("zerobus.oauth.client-id=id", "zerobus.oauth.client-secret=hush")
                .run(context -> {
                    assertThat(analysis(context))
                            .contains("zerobus.endpoint is missing")
                            .doesNotContain("hush");
                });
    }

    @Test
    void analysisNamesMissingClientSecret() {
        runner.withPropertyValues(
                        "zerobus.endpoint=https://1.zerobus.example.com",
                        "zerobus.workspace-url=https://example.com",
                        "zerobus.oauth.client-id=id")
                .run(context -> assertThat(analysis(context))
                        .contains("zerobus.oauth.client-secret is missing", "TokenProvider"));
    }

    @Test
    void analysisNamesMissingWorkspaceUrl() {
        runner.withPropertyValues("zerobus.endpoint=https://1.zerobus.example.com")
                .run(context -> assertThat(analysis(context)).contains("zerobus.workspace-url is missing"));
    }

    @Test
    void analysisNamesMissingRecordClass() {
        runner.withPropertyValues("zerobus.stream.record-type=proto")
                .run(context -> assertThat(analysis(context)).contains("zerobus.stream.record-class"));
    }

    record Reading(Object value) {}

    @Test
    void analysisNamesInvalidRecordClassAndColumn() {
        runner.withPropertyValues(
                        "zerobus.stream.record-type=proto", "zerobus.stream.record-class=" + Reading.class.getName())
                .run(context -> assertThat(analysis(context))
                        .contains("zerobus.stream.record-class", Reading.class.getName(), "value is of", "Object"));
    }

    @Test
    void analysisNamesMissingSslBundle() {
        runner.withPropertyValues("zerobus.ssl.bundle=absent")
                .run(context -> assertThat(analysis(context))
                        .contains("zerobus.ssl.bundle is 'absent'", "no SSL bundle", "spring.ssl.bundle.pem.absent"));
    }

    @Test
    void analysisNamesKeyOfNamedStream() {
        runner.withPropertyValues(
                        "zerobus.streams.orders.table=main.shop.orders", "zerobus.streams.orders.sub-streams=65")
                .run(context -> assertThat(analysis(context))
                        .contains("zerobus.streams.orders.sub-streams is invalid", "is 65", "1 to 64"));
    }
}
