package io.github.zerobus.test.example;

import static io.github.zerobus.embedded.assertj.ZerobusAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.embedded.EmbeddedTable;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.ObservedStream;
import io.github.zerobus.test.EmbeddedZerobus;
import io.github.zerobus.test.example.Telemetry.Reading;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(properties = {"zerobus.stream.sub-streams=1", "zerobus.stream.recovery.backoff=100ms"})
@EmbeddedZerobus
class LostConnectionTests {

    @Test
    void noReadingIsLost(@Autowired Telemetry telemetry, @Autowired JsonMapper json, EmbeddedZerobusServer server) {
        EmbeddedTable table = server.table("main.iot.readings");
        List<Reading> readings = IntStream.range(0, 1_000)
                .mapToObj(i -> new Reading("pump-" + i % 3, i))
                .toList();

        readings.subList(0, 500).forEach(telemetry::report);
        table.liveStreams().forEach(ObservedStream::dropConnection);
        readings.subList(500, 1_000).forEach(telemetry::report);

        await().untilAsserted(() -> assertThat(table)
                .rowsAs(row -> json.readValue(row.text(), Reading.class))
                .containsAtLeastOnce(readings)
                .inOrderPer(Reading::device)
                .andNothingElse());
    }
}
