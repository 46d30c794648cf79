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

/** What a user reads who injects a stream or a template that is not there. */
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

    /** Boot has an analyzer for missing beans too, which would advise to define one. */
    @Test
    void reportOfAnApplicationNamesTheThreeWays(CapturedOutput output) {
        assertThatThrownBy(() -> new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run());

        assertThat(output)
                .contains(
                        "APPLICATION FAILED TO START",
                        "A ZerobusTemplate is needed, but there is none: zerobus.table is not set.",
                        "set zerobus.endpoint",
                        "ZerobusConnectionDetails",
                        "io.github.zerobus:zerobus-embedded")
                .doesNotContain("Consider defining a bean");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zerobus.table=main.iot.readings", NAMED})
    void withATableTheConnectionIsWhatMisses(String table) {
        unconnected
                .withPropertyValues(table)
                .withUserConfiguration(NeedsTemplate.class)
                .run(context -> assertThat(analysis(context))
                        .contains(
                                "nothing says where to connect",
                                "zerobus.endpoint",
                                "ZerobusConnectionDetails",
                                "zerobus-embedded")
                        .doesNotContain("zerobus.table is not set"));
    }

    @Test
    void withoutATableTheKeyIsNamed() {
        runner.withUserConfiguration(NeedsTemplate.class)
                .run(context -> assertThat(analysis(context))
                        .contains(
                                "A ZerobusTemplate is needed",
                                "zerobus.table is not set",
                                "Set zerobus.table",
                                "zerobus.streams.<name>.table"));
    }

    @Test
    void qualifierOfNoStreamIsToldWhichThereAre() {
        runner.withPropertyValues(NAMED, "zerobus.table=main.iot.readings")
                .withUserConfiguration(NeedsClicks.class)
                .run(context -> assertThat(analysis(context))
                        .contains("no stream has the name of the qualifier", "There are: default, orders.")
                        .doesNotContain("where to connect"));
    }

    /** Several are not none, and Boot tells their qualifiers. */
    @Test
    void oneOfSeveralIsLeftToBoot() {
        runner.withPropertyValues(NAMED, "zerobus.streams.clicks.table=main.web.clicks")
                .withUserConfiguration(NeedsTemplate.class)
                .run(context -> assertThatThrownBy(() -> analyses.of(context))
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("no analyzer of ours"));
    }

    @Test
    void switchedOffNamesTheKey() {
        runner.withPropertyValues("zerobus.enabled=false")
                .withUserConfiguration(NeedsStream.class)
                .run(context -> assertThat(analysis(context))
                        .contains(
                                "A MultiplexedStream is needed",
                                "zerobus.enabled is false",
                                "Set zerobus.enabled to true"));
    }
}
