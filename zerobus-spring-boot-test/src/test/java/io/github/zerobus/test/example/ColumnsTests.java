package io.github.zerobus.test.example;

import static io.github.zerobus.embedded.assertj.ZerobusAssertions.assertThat;

import io.github.zerobus.embedded.DurableRow;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.test.EmbeddedZerobus;
import io.github.zerobus.test.example.Telemetry.Reading;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
@EmbeddedZerobus(tables = "main.iot.readings (device STRING NOT NULL, celsius DOUBLE)")
class ColumnsTests {

    @Test
    void readingFitsTheTable(@Autowired Telemetry telemetry, EmbeddedZerobusServer server) {
        telemetry.reportNow(new Reading("pump-1", 21));

        assertThat(server.table("main.iot.readings"))
                .rowsAs(DurableRow::values)
                .containsAtLeastOnce(Map.of("device", "pump-1", "celsius", 21.0));
    }
}
