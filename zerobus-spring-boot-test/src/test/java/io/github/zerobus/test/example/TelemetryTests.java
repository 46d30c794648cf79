package io.github.zerobus.test.example;

import static io.github.zerobus.embedded.assertj.ZerobusAssertions.assertThat;

import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.test.EmbeddedZerobus;
import io.github.zerobus.test.example.Telemetry.Reading;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
@EmbeddedZerobus
class TelemetryTests {

    @Autowired
    private Telemetry telemetry;

    @BeforeEach
    void resetServer(EmbeddedZerobusServer server) {
        server.reset();
    }

    @Test
    void readingIsDurable(EmbeddedZerobusServer server) {
        telemetry.reportNow(new Reading("pump-1", 21));

        assertThat(server.table("main.iot.readings")).containsAtLeastOnce("{\"device\":\"pump-1\",\"celsius\":21}");
    }
}
