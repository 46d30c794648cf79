package io.github.zerobus.autoconfigure.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.autoconfigure.fixture.Analyses;
import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@Timeout(60)
class InvalidOptionFailureAnalyzerTests {

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
                "zerobus.stream.recovery.backoff=-1s    | recovery.backoff            | PT-1S       | zero or more"
            })
    void analysisNamesKeyValueAndRemedy(String property, String key, String value, String remedy) {
        runner.withPropertyValues(property)
                .run(context ->
                        assertThat(analysis(context)).contains(key, value.replace("'readings'", "readings"), remedy));
    }

    @Test
    void analysisOfSmallByteBudgetNamesAllThreeKeys() {
        runner.withPropertyValues("zerobus.stream.max-inflight-size=20MB", "zerobus.stream.sub-streams=3")
                .run(context -> assertThat(analysis(context))
                        .contains(
                                "zerobus.stream.max-inflight-size is invalid",
                                "is 20971520",
                                "'zerobus.stream.sub-streams', which is 3",
                                "'zerobus.stream.max-payload-size', which is 10420224"));
    }
}
