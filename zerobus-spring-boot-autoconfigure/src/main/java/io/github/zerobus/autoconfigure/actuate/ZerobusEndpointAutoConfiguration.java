package io.github.zerobus.autoconfigure.actuate;

import io.github.zerobus.actuate.StreamEvents;
import io.github.zerobus.actuate.ZerobusEndpoint;
import io.github.zerobus.actuate.ZerobusEndpointWebExtension;
import io.github.zerobus.autoconfigure.RealStreams;
import io.github.zerobus.autoconfigure.stream.ZerobusStreamAutoConfiguration;
import io.github.zerobus.stream.MultiplexedStream;
import java.time.Clock;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration for the actuator endpoint {@code zerobus}. */
@AutoConfiguration(after = ZerobusStreamAutoConfiguration.class)
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBean(MultiplexedStream.class)
@ConditionalOnAvailableEndpoint(ZerobusEndpoint.class)
public final class ZerobusEndpointAutoConfiguration {

    /** A listener, so that each stream is built with it. */
    @Bean
    @ConditionalOnMissingBean
    StreamEvents zerobusStreamEvents() {
        return new StreamEvents(Clock.systemUTC());
    }

    /** Looks up the streams by type, since named ones are not candidates for injection without their name. */
    @Bean
    @ConditionalOnMissingBean
    ZerobusEndpoint zerobusEndpoint(ListableBeanFactory beans, StreamEvents events) {
        return new ZerobusEndpoint(
                RealStreams.of(beans.getBeansOfType(MultiplexedStream.class).values()), events);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
    ZerobusEndpointWebExtension zerobusEndpointWebExtension(ZerobusEndpoint endpoint) {
        return new ZerobusEndpointWebExtension(endpoint);
    }
}
