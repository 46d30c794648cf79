package io.github.zerobus.test;

import static io.github.zerobus.embedded.assertj.ZerobusAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.zerobus.embedded.DurableRow;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.template.ZerobusTemplate;
import io.github.zerobus.test.TestApplication.Reading;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;

@SpringBootTest
@EmbeddedZerobus(
        tables = {
            "main.iot.readings (device STRING NOT NULL, number INT)",
            "CREATE TABLE main.iot.others (x DECIMAL(10, 2))"
        },
        ddl = "classpath:tables.sql")
@Timeout(60)
class EmbeddedTablesTests {

    @Test
    void tablesHaveColumns(@Autowired ZerobusTemplate zerobus, EmbeddedZerobusServer server) {
        zerobus.sendAndAwait(new Reading("a", 1), Duration.ofSeconds(10));

        assertThat(server.table(TestApplication.TABLE))
                .rowsAs(DurableRow::values)
                .containsAtLeastOnce(Map.of("device", "a", "number", 1));
    }

    @Test
    void invalidTablesAreRefused() {
        var server = EmbeddedZerobusServer.builder();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> AnnotatedTables.declareTable(server, "main.iot.readings"))
                .withMessageContaining("tables of @EmbeddedZerobus has 'main.iot.readings'; write the name");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AnnotatedTables.declareTable(server, "main.iot.readings (a STRIN)"))
                .withMessageStartingWith("columns of main.iot.readings, line 1, column 3: 'STRIN'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AnnotatedTables.declareTable(server, "create table a.b.c (a STRIN)"))
                .withMessageStartingWith("tables of @EmbeddedZerobus, line 1, column 23: 'STRIN'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AnnotatedTables.declareFile(
                        server, new ByteArrayResource("x".getBytes(java.nio.charset.StandardCharsets.UTF_8), "a.sql")))
                .withMessageContaining("[a.sql], line 1, column 1: expected CREATE TABLE");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> AnnotatedTables.declareFile(server, new ClassPathResource("absent.sql")))
                .withMessageContaining("absent.sql");
        assertThat(server).isNotNull();
    }
}
