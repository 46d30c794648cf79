package io.github.zerobus.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.zerobus.SchemaException;
import io.github.zerobus.SchemaFault;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.autoconfigure.fixture.Analyses;
import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.template.ZerobusTemplate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@Timeout(60)
class EmbeddedTablesTests {

    private static final String TABLE = "main.iot.readings";
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Analyses analyses = new Analyses();

    @TempDir
    private Path folder;

    private Path file = Path.of("");
    private ApplicationContextRunner runner = new ApplicationContextRunner();

    @BeforeEach
    void prepare() {
        file = folder.resolve("tables.sql");
        runner = ContextRunners.full()
                .withInitializer(analyses)
                .withPropertyValues("zerobus.table=" + TABLE, "zerobus.embedded.ddl=" + file.toUri());
    }

    @Test
    void tablesOfTheFileHaveColumns() throws Exception {
        Files.writeString(file, "CREATE TABLE " + TABLE + " (device STRING NOT NULL, celsius DOUBLE);");

        runner.run(context -> {
            ZerobusTemplate zerobus = context.getBean(ZerobusTemplate.class);
            zerobus.sendAndAwait("{\"device\":\"a\"}", LIMIT);

            assertThat(context.getBean(EmbeddedZerobusServer.class).table(TABLE).rows())
                    .singleElement()
                    .satisfies(row -> assertThat(row.values()).hasToString("{device=a, celsius=null}"));
            assertThatExceptionOfType(StreamPoisonedException.class)
                    .isThrownBy(() -> zerobus.sendAndAwait("{\"celsius\":\"21\"}", LIMIT))
                    .withMessageContaining("celsius is DOUBLE: the JSON value is text")
                    .havingCause()
                    .isInstanceOfSatisfying(
                            SchemaException.class,
                            failure -> assertThat(failure.fault())
                                    .isEqualTo(new SchemaFault(List.of(SchemaFault.Cause.TYPE_INCOMPATIBLE), "8001")));
        });
    }

    @Test
    void analysisNamesFileLineAndWord() throws Exception {
        Files.writeString(file, "CREATE TABLE " + TABLE + " (\n  device STRIN);");

        assertAnalysis("zerobus.embedded.ddl is invalid: ", "tables.sql], line 2, column 10: 'STRIN' is no type");
    }

    @Test
    void analysisNamesFileThatCannotBeRead() {
        assertAnalysis("zerobus.embedded.ddl is ", "tables.sql], which cannot be read", "classpath:tables.sql");
    }

    private void assertAnalysis(String... texts) {
        runner.run(context -> {
            FailureAnalysis analysis = analyses.of(context);
            assertThat(analysis.getDescription() + " " + analysis.getAction()).contains(texts);
        });
    }

    @Test
    void emptyValueStandsForNoFile() {
        runner.withPropertyValues("zerobus.embedded.ddl=").run(context -> {
            context.getBean(ZerobusTemplate.class).sendAndAwait("{\"x\":1}", LIMIT);
            assertThat(context.getBean(EmbeddedZerobusServer.class).table(TABLE).durableRecords())
                    .isEqualTo(1);
        });
    }
}
