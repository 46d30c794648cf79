package io.github.zerobus.sample;

import static io.github.zerobus.embedded.assertj.ZerobusAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.StreamSnapshot;
import io.github.zerobus.embedded.DurableRow;
import io.github.zerobus.embedded.EmbeddedTable;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.test.EmbeddedZerobus;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@EmbeddedZerobus(ddl = "classpath:tables.sql")
@DirtiesContext
class LiveMeasurementsTests {

    @Test
    void measurementsBecomeDurableAndCountsAgree(
            EmbeddedZerobusServer server,
            @Autowired MultiplexedStream stream,
            @Autowired MeasurementProducer producer,
            @Autowired JsonMapper mapper) {
        EmbeddedTable table = server.table("main.telemetry.measurements");
        await().atMost(Duration.ofSeconds(30)).until(() -> table.durableRecords() > 2_000);
        producer.stop();
        assertThat(stream.flush().complete()).isTrue();

        StreamSnapshot snapshot = stream.snapshot();
        assertThat(snapshot.ingestedRecords()).isEqualTo(snapshot.ackedRecords());
        assertThat(table).hasDurableRecords(snapshot.ackedRecords());
        assertThat(table.streams()).hasSize(4);
        assertThat(server.connectionsAccepted()).isEqualTo(4);
        List<JsonNode> rows = table.rows().stream()
                .map(DurableRow::text)
                .map(mapper::readTree)
                .toList();
        assertThat(rows).extracting(row -> row.get("source").asString()).contains("cpu", "memory", "process");
        assertThat(new HashSet<>(table.rows().stream().map(DurableRow::text).toList()))
                .hasSameSizeAs(rows);
    }
}
