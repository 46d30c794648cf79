package io.github.zerobus.test;

import static io.github.zerobus.embedded.assertj.ZerobusAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.autoconfigure.ZerobusConnectionDetails;
import io.github.zerobus.channel.GrpcChannelProvider;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.health.ZerobusHealthIndicator;
import io.github.zerobus.template.ZerobusTemplate;
import io.github.zerobus.test.TestApplication.OtherConnection;
import io.github.zerobus.test.TestApplication.Reading;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;

@SpringBootTest
@Import(OtherConnection.class)
@EmbeddedZerobus
@Timeout(60)
class EmbeddedZerobusTests {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Autowired
    private ZerobusTemplate zerobus;

    @BeforeEach
    void reset(EmbeddedZerobusServer server) {
        server.reset();
    }

    @Test
    void recordsAreSentToServerWhenAnotherConnectionIsConfigured(EmbeddedZerobusServer server) {
        zerobus.sendAndAwait(new Reading("a", 1), LIMIT);

        assertThat(server.table(TestApplication.TABLE))
                .containsAtLeastOnce("{\"device\":\"a\",\"number\":1}")
                .andNothingElse();
    }

    @Test
    void serverIsABeanAndAParameter(
            EmbeddedZerobusServer server,
            @Autowired EmbeddedZerobusServer bean,
            @Autowired ApplicationContext context) {
        assertThat(bean).isSameAs(server);
        assertThat(context.getBeanNamesForType(EmbeddedZerobusServer.class)).containsExactly("zerobusServer");
    }

    @Test
    void autoConfigurationsOfApplicationStayActive(
            @Autowired ApplicationContext context, @Autowired MeterRegistry meters) {
        assertThat(context.getBeanProvider(GrpcChannelProvider.class).getIfAvailable())
                .isNotNull();
        assertThat(context.getBean(ZerobusHealthIndicator.class).health().getDetails())
                .containsEntry("embedded", true);
        assertThat(meters.find("zerobus.stream.acked").functionCounter()).isNotNull();
    }

    @Nested
    class NestedClass {

        @Test
        void nestedClassSharesServer(EmbeddedZerobusServer server, @Autowired ZerobusConnectionDetails details) {
            assertThat(details.getEndpoint()).isEqualTo(server.endpoint());
            zerobus.sendAndAwait(new Reading("b", 1), LIMIT);
            assertThat(server.table(TestApplication.TABLE)).hasDurableRecords(1);
        }
    }
}
