package io.github.zerobus.sample;

import static io.github.zerobus.embedded.assertj.ZerobusAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.test.EmbeddedZerobus;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Tests the controllers with a stream and a server. */
@WebMvcTest
@EmbeddedZerobus(ackDelay = "1ms")
class RecordsSliceTests {

    @Test
    void objectIsDurableWhenResponseArrives(
            @Autowired MockMvcTester mvc, @Autowired ApplicationContext context, EmbeddedZerobusServer server) {
        assertThat(mvc.post().uri("/records").content("{\"a\":1}")).hasStatusOk();

        assertThat(server.table("main.telemetry.measurements")).containsAtLeastOnce("{\"a\":1}");
        assertThat(context.getBeanNamesForType(MeasurementProducer.class)).isEmpty();
    }
}
