package io.github.zerobus.records.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DdlCommandTests {

    public record Line(String sku, @Nullable BigDecimal price) {}

    public record SensorReading(long deviceId, Instant createdAt, List<Line> lines) {}

    public record Future(java.util.concurrent.Future<String> value) {}

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return DdlCommand.run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private static String name(Class<?> type) {
        return type.getName();
    }

    @Test
    void statementIsPrinted() {
        assertThat(run("ddl", name(SensorReading.class))).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("""
                CREATE TABLE sensor_reading (
                  deviceId BIGINT NOT NULL,
                  createdAt TIMESTAMP NOT NULL,
                  lines ARRAY<STRUCT<sku: STRING NOT NULL, price: DECIMAL(38, 18)>>
                );
                """);
        assertThat(err.size()).isZero();
    }

    @Test
    void tableAndNamingAreOptions() {
        String nested = name(SensorReading.class).replace('$', '.');
        assertThat(run("ddl", nested, "--table", "main.my-iot.readings", "--naming", "snake-case"))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("CREATE TABLE main.`my-iot`.readings (")
                .contains("  device_id BIGINT NOT NULL,", "  created_at TIMESTAMP NOT NULL,");
    }

    @Test
    void classPathReplacesThatOfTheProcess(@TempDir Path empty) {
        String own = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> Files.exists(Path.of(entry)))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(run("ddl", name(SensorReading.class), "--class-path", own)).isZero();
        assertThat(run("ddl", name(SensorReading.class), "--class-path", empty + File.separator + "*"))
                .isOne();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("is not on the class path; add");
    }

    @Test
    void missingFilesOfTheClassPathAreNamed() {
        assertThat(run("ddl", "Reading", "--class-path", "no-such-folder/*")).isOne();
        assertThat(run("ddl", "Reading", "--class-path", "no-such.jar")).isOne();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("'no-such-folder/*'", "'no-such.jar' does not exist");
    }

    @Test
    void problemOfTheClassIsPrinted() {
        assertThat(run("ddl", name(Future.class))).isOne();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("cannot be mapped", "value is of");
        assertThat(out.size()).isZero();
    }

    @Test
    void missingClassIsNamed() {
        assertThat(run("ddl", "com.example.Missing")).isOne();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines(
                        "class com.example.Missing is not on the class path; add it with --class-path\n");
    }

    @ParameterizedTest
    @CsvSource({
        "'', a command is missing",
        "help, is no command",
        "ddl, the name of a class is missing",
        "ddl A B, is not expected",
        "ddl A --naming, --naming needs a value",
        "ddl A --naming camel, it must be as-is or snake-case",
        "ddl A --verbose, is not expected"
    })
    void invalidArgumentsShowTheUsage(String arguments, String problem) {
        assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(problem, "usage: ddl CLASS");
    }
}
