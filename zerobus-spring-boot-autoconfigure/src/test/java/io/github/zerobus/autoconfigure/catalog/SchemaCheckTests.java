package io.github.zerobus.autoconfigure.catalog;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.github.zerobus.autoconfigure.fixture.Analyses;
import io.github.zerobus.template.ZerobusTemplate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class SchemaCheckTests {

    record Reading(String device, Instant at, @Nullable Double celsius) {}

    private static final String COLUMNS = "device: string, at: timestamp, celsius: double";
    private static final Pattern WARN = Pattern.compile("(?m)^.* WARN .*TableChecks.*$");

    private final CatalogWorkspace workspace = new CatalogWorkspace();
    private final ApplicationContextRunner readings =
            workspace.runner().withPropertyValues("zerobus.stream.record-class=" + Reading.class.getName());
    private final Analyses analyses = new Analyses();

    @AfterEach
    void stop() {
        workspace.close();
    }

    @Test
    void recordsThatFitAreNotReported(CapturedOutput output) {
        workspace.columns(COLUMNS + ", more: string");
        for (String type : List.of("json", "proto")) {
            readings.withPropertyValues("zerobus.stream.schema-check=fail", "zerobus.stream.record-type=" + type)
                    .run(context -> assertThat(context).hasNotFailed());
        }
        assertThat(workspace.reads()).isEqualTo(2);
        assertThat(output).doesNotContainPattern(WARN);
    }

    @Test
    void differencesAreLoggedAsOneTable(CapturedOutput output) {
        workspace.columns("device: int, at: timestamp");
        readings.run(context -> {
            assertThat(context).hasNotFailed();
            await().untilAsserted(() -> assertThat(output).containsPattern(WARN));
        });
        assertThat(output).contains("""
                        The records of stream default do not fit table main.iot.readings:
                        Column   Records  Table      Remedy
                        device   STRING   INT        declare the field as int
                        celsius  DOUBLE   no column  ALTER TABLE main.iot.readings ADD COLUMNS (celsius DOUBLE);
                        """).doesNotContain("s3cret", "t0ken");
    }

    @Test
    void startFailsWithTheDifferences() {
        workspace.columns("device: string, at: timestamp");
        readings.withInitializer(analyses)
                .withPropertyValues("zerobus.stream.schema-check=fail")
                .run(context -> {
                    FailureAnalysis analysis = analyses.of(context);
                    assertThat(analysis.getDescription())
                            .startsWith("The records of stream default do not fit table main.iot.readings, and"
                                    + " zerobus.stream.schema-check is fail.");
                    assertThat(analysis.getAction())
                            .contains("celsius  DOUBLE   no column  ALTER TABLE main.iot.readings ADD COLUMNS");
                });
    }

    @Test
    void namedStreamsHaveTheirOwnChecks() {
        workspace.columns("device: string, at: timestamp");
        readings.withInitializer(analyses)
                .withPropertyValues(
                        "zerobus.streams.audit.table=main.iot.audit", "zerobus.streams.audit.schema-check=fail")
                .run(context -> assertThat(analyses.of(context).getDescription())
                        .contains("stream audit", "main.iot.audit", "zerobus.streams.audit.schema-check is fail"));
    }

    @Test
    void withoutRecordClassOnlyTheTableMustExist() {
        workspace.columns("something: int not null");
        workspace
                .runner()
                .withPropertyValues("zerobus.stream.schema-check=fail")
                .run(context -> assertThat(context).hasNotFailed());
        workspace.answer(aResponse().withStatus(404));
        workspace
                .runner()
                .withInitializer(analyses)
                .withPropertyValues("zerobus.stream.schema-check=fail")
                .run(context -> {
                    assertThat(analyses.of(context).getDescription())
                            .contains("table main.iot.readings does not exist in the catalog of workspace 127.0.0.1");
                    assertThat(analyses.of(context).getAction()).contains("Create the table");
                });
    }

    @Test
    void offReadsNothing() {
        workspace.columns("device: int");
        readings.withPropertyValues("zerobus.stream.schema-check=off")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(workspace.reads()).isZero();
    }

    private static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of("401", aResponse().withStatus(401)),
                Arguments.of("403", aResponse().withStatus(403)),
                Arguments.of("503", aResponse().withStatus(503)),
                Arguments.of("HTML", ok("<html>sign in</html>")),
                Arguments.of("empty", ok("")),
                Arguments.of("no columns", ok("{}")),
                Arguments.of("10 MB", ok("x".repeat(10_000_000))),
                Arguments.of("redirect", temporaryRedirect("https://login.example.com/")),
                Arguments.of("broken", aResponse().withFault(Fault.EMPTY_RESPONSE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void catalogThatCannotBeReadDoesNotStopTheStart(
            String name, ResponseDefinitionBuilder answer, CapturedOutput output) {
        workspace.answer(answer);
        for (String mode : List.of("warn", "fail")) {
            readings.withPropertyValues("zerobus.stream.schema-check=" + mode).run(context -> {
                assertThat(context).hasNotFailed();
                context.getBean(ZerobusTemplate.class)
                        .sendAndAwait(new Reading("a", Instant.EPOCH, 1.0), Duration.ofSeconds(10));
                await().untilAsserted(() -> assertThat(warnings(output)).isEqualTo(mode.equals("warn") ? 1 : 2));
            });
        }
        assertThat(output)
                .contains("The columns of table main.iot.readings (stream default) are not checked: ")
                .doesNotContain("s3cret", "t0ken", "sign in");
    }

    private static long warnings(CapturedOutput output) {
        return WARN.matcher(output).results().count();
    }

    @Test
    void severalStreamsHaveOneWarning(CapturedOutput output) {
        workspace.answer(aResponse().withStatus(503));
        readings.withPropertyValues("zerobus.streams.audit.table=main.iot.audit")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    await().untilAsserted(() -> assertThat(output).containsPattern(WARN));
                });
        assertThat(warnings(output)).isOne();
        assertThat(output).contains("main.iot.readings (stream default)", "main.iot.audit (stream audit)");
    }

    @Test
    void startDoesNotWaitForASlowCatalog() {
        workspace.answer(ok("{}").withFixedDelay(60_000));
        readings.run(context -> {
            assertThat(context).hasNotFailed();
            context.getBean(ZerobusTemplate.class)
                    .sendAndAwait(new Reading("a", Instant.EPOCH, 1.0), Duration.ofSeconds(10));
        });
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("zerobus-schema-check");
    }
}
