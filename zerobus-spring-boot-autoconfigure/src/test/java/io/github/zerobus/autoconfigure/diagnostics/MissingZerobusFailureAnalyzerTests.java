package io.github.zerobus.autoconfigure.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zerobus.autoconfigure.ZerobusAutoConfiguration;
import io.github.zerobus.autoconfigure.ZerobusEmbeddedAutoConfiguration;
import io.github.zerobus.autoconfigure.fixture.Analyses;
import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import io.github.zerobus.autoconfigure.stream.ZerobusStreamAutoConfiguration;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.template.ZerobusTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class MissingZerobusFailureAnalyzerTests {

    private static final String NAMED = "zerobus.streams.orders.table=main.shop.orders";

    private final Analyses analyses = new Analyses();

    private final ApplicationContextRunner runner = ContextRunners.minimal().withInitializer(analyses);

    private final ApplicationContextRunner unconnected =
            runner.withClassLoader(new FilteredClassLoader(EmbeddedZerobusServer.class));

    @Configuration(proxyBeanMethods = false)
    static class NeedsStream {

        NeedsStream(MultiplexedStream stream) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class NeedsTemplate {

        NeedsTemplate(ZerobusTemplate template) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class NeedsClicks {

        NeedsClicks(@Qualifier("clicks") ZerobusTemplate clicks) {}
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        ZerobusEmbeddedAutoConfiguration.class,
        ZerobusAutoConfiguration.class,
        ZerobusStreamAutoConfiguration.class
    })
    static class Application {

        Application(ZerobusTemplate template) {}
    }

    private String analysis(AssertableApplicationContext context) {
        FailureAnalysis analysis = analyses.of(context);
        return analysis.getDescription() + " | " + analysis.getAction();
    }

    /** Boot also has an analyzer for missing beans, which would suggest to define one. */
    @Test
    void reportListsThreeWaysToConnect(CapturedOutput output) {
        assertThatThrownBy(() -> new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run());

        assertThat(output)
                .contains(
                        "APPLICATION FAILED TO START",
                        "A ZerobusTemplate is required, but there is none: zerobus.table is not set.",
                        "set zerobus.endpoint",
                        "ZerobusConnectionDetails",
                        "io.github.zerobus:zerobus-embedded")
                .doesNotContain("Consider defining a bean");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zerobus.table=main.iot.readings", NAMED})
    void analysisNamesMissingConnectionWhenTableIsSet(String table) {
        unconnected
                .withPropertyValues(table)
                .withUserConfiguration(NeedsTemplate.class)
                .run(context -> assertThat(analysis(context))
                        .contains(
                                "no connection is configured",
                                "zerobus.endpoint",
                                "ZerobusConnectionDetails",
                                "zerobus-embedded")
                        .doesNotContain("zerobus.table is not set"));
    }

    @Test
    void analysisNamesTableWhenNoTableIsSet() {
        runner.withUserConfiguration(NeedsTemplate.class)
                .run(context -> assertThat(analysis(context))
                        .contains(
                                "A ZerobusTemplate is required",
                                "zerobus.table is not set",
                                "Set zerobus.table",
                                "zerobus.streams.<name>.table"));
    }

    @Test
    void analysisListsStreamsWhenQualifierIsUnknown() {
        runner.withPropertyValues(NAMED, "zerobus.table=main.iot.readings")
                .withUserConfiguration(NeedsClicks.class)
                .run(context -> assertThat(analysis(context))
                        .contains("no stream has the name of the qualifier", "The streams are: default, orders.")
                        .doesNotContain("ways to configure the connection"));
    }

    /** Boot's analysis of several candidates lists their names. */
    @Test
    void analyzerIgnoresSeveralCandidates() {
        runner.withPropertyValues(NAMED, "zerobus.streams.clicks.table=main.web.clicks")
                .withUserConfiguration(NeedsTemplate.class)
                .run(context -> assertThatThrownBy(() -> analyses.of(context))
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("no analyzer of this module"));
    }

    @Test
    void analysisNamesEnabledWhenSwitchedOff() {
        runner.withPropertyValues("zerobus.enabled=false")
                .withUserConfiguration(NeedsStream.class)
                .run(context -> assertThat(analysis(context))
                        .contains(
                                "A MultiplexedStream is required",
                                "zerobus.enabled is false",
                                "Set zerobus.enabled to true"));
    }
}
