package io.github.zerobus.autoconfigure.catalog;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import io.github.zerobus.autoconfigure.fixture.Analyses;
import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.template.ZerobusTemplate;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The message of a stream without a record class comes from the table. */
@Timeout(120)
class TableMessageTests {

    record Reading(String device, Instant at, BigDecimal celsius) {}

    private final CatalogWorkspace workspace = new CatalogWorkspace();
    private final ApplicationContextRunner runner =
            workspace.runner().withPropertyValues("zerobus.stream.record-type=proto");
    private final Analyses analyses = new Analyses();

    @AfterEach
    void stop() {
        workspace.close();
    }

    @Test
    void everyFormOfARecordIsEncodedByTheTable() {
        workspace.columns("device: string not null, at: timestamp, celsius: decimal(5,2)");
        runner.run(context -> {
            ZerobusTemplate template = context.getBean(ZerobusTemplate.class);
            template.sendBatch(List.of(
                            new Reading("a", Instant.EPOCH, new BigDecimal("1.50")),
                            Map.of("device", "a", "at", Instant.EPOCH, "celsius", new BigDecimal("1.50")),
                            "{\"device\": \"a\", \"at\": 0, \"celsius\": 1.50}"))
                    .join();
            Descriptor descriptor =
                    context.getBean(MultiplexedStream.class).descriptor().orElseThrow();
            assertThat(descriptor.findFieldByNumber(1).getName()).isEqualTo("device");
            assertThat(descriptor.findFieldByNumber(1).isRequired()).isTrue();
            assertThat(workspace.service.table(CatalogWorkspace.TABLE).rows())
                    .hasSize(3)
                    .allSatisfy(row -> {
                        DynamicMessage message =
                                DynamicMessage.parseFrom(descriptor, row.bytes().toByteArray());
                        assertThat(message.getField(descriptor.findFieldByName("celsius")))
                                .isEqualTo("1.50");
                        assertThat(message.getField(descriptor.findFieldByName("at")))
                                .isEqualTo(0L);
                    });
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> template.ingest(Map.of("device", "a", "other", 1)))
                    .withMessageContaining("has a key that is no field");
        });
        assertThat(workspace.reads()).isOne();
    }

    @Test
    void transientFailureIsRetried() {
        workspace.columns("device: string");
        workspace.failNextRead();
        runner.run(context -> assertThat(context).hasNotFailed());
        assertThat(workspace.reads()).isEqualTo(2);
    }

    @Test
    void streamKeepsTheMessageWhenItConnectsAgain() {
        workspace.columns("device: string");
        runner.withPropertyValues("zerobus.stream.recovery.backoff=10ms").run(context -> {
            ZerobusTemplate template = context.getBean(ZerobusTemplate.class);
            template.sendAndAwait(Map.of("device", "a"), Duration.ofSeconds(10));
            workspace.answer(aResponse().withStatus(503));
            workspace.service.restart();
            template.sendAndAwait(Map.of("device", "b"), Duration.ofSeconds(20));
        });
        assertThat(workspace.reads()).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 501})
    void startNamesTheRemediesIfTheTableCannotBeRead(int status) {
        workspace.answer(aResponse().withStatus(status));
        runner.withInitializer(analyses).run(context -> {
            FailureAnalysis analysis = analyses.of(context);
            assertThat(analysis.getDescription())
                    .startsWith("zerobus.stream.record-type is proto without a record class, and the message cannot be"
                            + " derived from table main.iot.readings: ");
            assertThat(analysis.getAction()).contains("zerobus.stream.record-class", "Descriptors.Descriptor");
        });
    }

    @Test
    void startNamesTheColumnThatNoMessageHas() {
        workspace.columns("device: string, grid: array<array<int>> not null");
        runner.withInitializer(analyses)
                .run(context -> assertThat(analyses.of(context).getDescription())
                        .contains("column grid of type ARRAY<ARRAY<INT>>"));
        workspace.answer(ok("<html>s3cret"));
        runner.withInitializer(analyses)
                .run(context -> assertThat(analyses.of(context).getDescription())
                        .contains("the response is not a JSON object")
                        .doesNotContain("s3cret"));
    }

    @Test
    void embeddedServerNeedsADefinition() {
        ContextRunners.minimal()
                .withInitializer(analyses)
                .withPropertyValues("zerobus.table=main.iot.readings", "zerobus.stream.record-type=proto")
                .run(context -> assertThat(analyses.of(context).getDescription())
                        .contains("the message of the records is not defined"));
    }
}
