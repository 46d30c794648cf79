package io.github.zerobus.conformance;

import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.rpc.ErrorInfo;
import io.github.zerobus.ErrorKind;
import io.github.zerobus.GrpcCode;
import io.github.zerobus.SchemaException;
import io.github.zerobus.SchemaFault;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.embedded.StreamActions;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors: permanent and retryable codes, and error details. */
@Timeout(60)
class ErrorsTests {

    private static final Set<StatusCode> PERMANENT = Set.of(
            StatusCode.INVALID_ARGUMENT,
            StatusCode.UNAUTHENTICATED,
            StatusCode.PERMISSION_DENIED,
            StatusCode.OUT_OF_RANGE,
            StatusCode.UNIMPLEMENTED,
            StatusCode.NOT_FOUND);

    private final Simulation simulation = new Simulation();

    @ParameterizedTest
    @EnumSource
    @Conformance(97)
    void sixCodesArePermanentAndOthersAreRetryable(StatusCode code) {
        simulation.faults().stream(0).afterMessages(1).fail(code);
        if (code == StatusCode.UNAUTHENTICATED || code == StatusCode.PERMISSION_DENIED) {
            // The first rejection is answered with new headers.
            simulation.faults().stream(1).afterMessages(1).fail(code);
        }
        MultiplexedStream stream = simulation.open(1);
        stream.ingest(record(1));
        simulation.time.pass(Duration.ofSeconds(30));
        boolean permanent = PERMANENT.contains(code);
        assertThat(stream.snapshot().state()).isEqualTo(permanent ? StreamState.POISONED : StreamState.OPEN);
        assertThat(simulation.table().durableRecords()).isEqualTo(permanent ? 0 : 1);
    }

    @Test
    @Conformance(98)
    void schemaErrorExposesCausesAndCode() {
        simulation.faults().stream(0)
                .afterMessages(1)
                .failSchema("8001", List.of("FIELD_NOT_IN_TABLE", "TYPE_INCOMPATIBLE", "SOMETHING_NEW"));
        MultiplexedStream stream = simulation.open(1);
        assertThatThrownBy(() -> stream.await(stream.ingest(record(1))))
                .isInstanceOfSatisfying(
                        StreamPoisonedException.class,
                        poison -> assertThat(poison.firstCause())
                                .isInstanceOfSatisfying(SchemaException.class, failure -> {
                                    assertThat(failure.kind()).isEqualTo(ErrorKind.INVALID_DATA);
                                    assertThat(failure.fault())
                                            .isEqualTo(new SchemaFault(
                                                    List.of(
                                                            SchemaFault.Cause.FIELD_NOT_IN_TABLE,
                                                            SchemaFault.Cause.TYPE_INCOMPATIBLE,
                                                            SchemaFault.Cause.UNKNOWN),
                                                    "8001"));
                                    assertThat(failure)
                                            .hasMessageContaining("TYPE_INCOMPATIBLE")
                                            .hasMessageContaining("8001");
                                }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PERMISSION_DENIED",
                "UNAUTHENTICATED: token expired",
                "NOT_FOUND",
                "",
                "schema validation failed"
            })
    @Conformance(99)
    void descriptionDoesNotMakeErrorPermanent(String text) {
        simulation.faults().stream(0).afterMessages(1).fail(StatusCode.UNAVAILABLE, text);
        MultiplexedStream stream = simulation.open(1);
        stream.await(stream.ingest(record(1)));
        assertThat(stream.snapshot().state()).isEqualTo(StreamState.OPEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"unavailable, retry", "UNAVAILABLE: try again in 1 s", "OK", "", "schema validation failed"})
    @Conformance(99)
    void descriptionDoesNotMakeErrorRetryable(String text) {
        simulation.faults().stream(0).afterMessages(1).fail(StatusCode.NOT_FOUND, text);
        MultiplexedStream stream = simulation.open(1);
        assertThatThrownBy(() -> stream.await(stream.ingest(record(1))))
                .isInstanceOfSatisfying(
                        StreamPoisonedException.class,
                        poison -> assertThat(poison.firstCause().kind()).isEqualTo(ErrorKind.NOT_FOUND));
        simulation.time.pass(Duration.ofMinutes(1));
        assertThat(simulation.table().streams()).hasSize(1);
    }

    private ZerobusException failureWith(Consumer<StreamActions> fault) {
        fault.accept(simulation.faults().stream(0).afterMessages(1));
        MultiplexedStream stream = simulation.open(1);
        StreamPoisonedException poison =
                catchThrowableOfType(StreamPoisonedException.class, () -> stream.await(stream.ingest(record(1))));
        return poison.firstCause();
    }

    private static ErrorInfo detail(String reason, String domain) {
        return ErrorInfo.newBuilder()
                .setReason(reason)
                .setDomain(domain)
                .putMetadata("causes", "TYPE_INCOMPATIBLE")
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zerobus.databricks.com", ""})
    @Conformance(98)
    void schemaErrorIsDecodedWhenDomainMatchesOrIsEmpty(String domain) {
        ErrorInfo detail = detail("SCHEMA_VALIDATION_FAILED", domain);
        assertThat(failureWith(moment -> moment.failWithDetail(StatusCode.INVALID_ARGUMENT, detail)))
                .isInstanceOfSatisfying(
                        SchemaException.class,
                        failure -> assertThat(failure.fault())
                                .isEqualTo(new SchemaFault(List.of(SchemaFault.Cause.TYPE_INCOMPATIBLE), "")));
    }

    static Stream<Named<Consumer<StreamActions>>> otherDetails() {
        return Stream.of(
                Named.of(
                        "foreign reason",
                        moment -> moment.failWithDetail(
                                StatusCode.INVALID_ARGUMENT, detail("QUOTA_EXCEEDED", "zerobus.databricks.com"))),
                Named.of(
                        "foreign domain",
                        moment -> moment.failWithDetail(
                                StatusCode.INVALID_ARGUMENT, detail("SCHEMA_VALIDATION_FAILED", "example.com"))),
                Named.of(
                        "no error info",
                        moment -> moment.failWithDetail(
                                StatusCode.INVALID_ARGUMENT, com.google.protobuf.Duration.getDefaultInstance())),
                Named.of("unreadable", moment -> moment.failWithUnreadableDetails(StatusCode.INVALID_ARGUMENT)));
    }

    @ParameterizedTest
    @MethodSource("otherDetails")
    @Conformance(98)
    void codeDecidesWhenDetailsAreNoSchemaError(Consumer<StreamActions> fault) {
        ZerobusException failure = failureWith(fault);
        assertThat(failure).isNotInstanceOf(SchemaException.class);
        assertThat(failure.kind()).isEqualTo(ErrorKind.INVALID_DATA);
        assertThat(failure.grpcCode()).contains(GrpcCode.INVALID_ARGUMENT);
    }

    @Test
    @Conformance({98, 99})
    void schemaErrorWithRetryableCodeIsRetried() {
        simulation.faults().stream(0)
                .afterMessages(1)
                .failWithDetail(StatusCode.UNAVAILABLE, detail("SCHEMA_VALIDATION_FAILED", ""));
        MultiplexedStream stream = simulation.open(1);
        stream.await(stream.ingest(record(1)));
        assertThat(simulation.table().streams()).hasSize(2);
        assertThat(stream.snapshot().state()).isEqualTo(StreamState.OPEN);
    }
}
