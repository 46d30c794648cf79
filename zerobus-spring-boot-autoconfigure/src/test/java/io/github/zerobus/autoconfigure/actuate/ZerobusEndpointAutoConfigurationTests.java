package io.github.zerobus.autoconfigure.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.actuate.StreamEvents;
import io.github.zerobus.actuate.ZerobusEndpoint;
import io.github.zerobus.actuate.ZerobusEndpointWebExtension;
import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@Timeout(60)
class ZerobusEndpointAutoConfigurationTests {

    private final ApplicationContextRunner runner = ContextRunners.minimal()
            .withConfiguration(AutoConfigurations.of(ZerobusEndpointAutoConfiguration.class))
            .withPropertyValues("zerobus.table=main.iot.readings");

    private final ApplicationContextRunner exposed =
            runner.withPropertyValues("management.endpoints.web.exposure.include=*");

    @Test
    void endpointIsAvailableWhenExposed() {
        exposed.run(context -> assertThat(context)
                .hasSingleBean(ZerobusEndpoint.class)
                .hasSingleBean(ZerobusEndpointWebExtension.class)
                .hasSingleBean(StreamEvents.class));
    }

    @Test
    void endpointIsNotExposedByDefault() {
        runner.run(context -> assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(ZerobusEndpoint.class)
                .doesNotHaveBean(StreamEvents.class));
    }

    @Test
    void webExtensionBacksOffWhenExposedOverJmxOnly() {
        runner.withPropertyValues("management.endpoints.jmx.exposure.include=zerobus", "spring.jmx.enabled=true")
                .run(context -> assertThat(context)
                        .hasSingleBean(ZerobusEndpoint.class)
                        .doesNotHaveBean(ZerobusEndpointWebExtension.class));
    }

    @Test
    void endpointBacksOffWithoutAccess() {
        exposed.withPropertyValues("management.endpoint.zerobus.access=NONE")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ZerobusEndpoint.class));
    }

    @Test
    void endpointBacksOffWithoutActuator() {
        exposed.withClassLoader(new FilteredClassLoader(Endpoint.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("zerobusEndpoint"));
    }

    @Test
    void endpointBacksOffWithoutStream() {
        exposed.withPropertyValues("zerobus.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ZerobusEndpoint.class));
    }
}
