package io.github.zerobus.conformance;

import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zerobus.ErrorKind;
import io.github.zerobus.SchemaException;
import io.github.zerobus.SchemaFault;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.Simulation;
import io.github.zerobus.stream.StreamState;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors: what is permanent, and what stands beside the code. */
@Timeout(60)
class ErrorsTests {

    private static final Set<Status.Code> PERMANENT = Set.of(
            Status.Code.INVALID_ARGUMENT,
            Status.Code.UNAUTHENTICATED,
            Status.Code.PERMISSION_DENIED,
            Status.Code.OUT_OF_RANGE,
            Status.Code.UNIMPLEMENTED,
            Status.Code.NOT_FOUND);

    private final Simulation simulation = new Simulation();

    @ParameterizedTest
    @EnumSource
    @Conformance(97)
    void sixCodesArePermanentAndAllOthersMayPass(Status.Code code) {
        simulation.faults().stream(0).afterMessages(1).fail(code.toStatus());
        MultiplexedStream stream = simulation.open(1);
        stream.ingest(record(1));
        simulation.time.pass(Duration.ofSeconds(30));
        boolean permanent = PERMANENT.contains(code);
        assertThat(stream.snapshot().state()).isEqualTo(permanent ? StreamState.POISONED : StreamState.OPEN);
        assertThat(simulation.table().durableRecords()).isEqualTo(permanent ? 0 : 1);
    }

    @Test
    @Conformance(98)
    void schemaErrorTellsItsCausesAndCode() {
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
    void textDecidesNothing(String text) {
        simulation.faults().stream(0).afterMessages(1).fail(Status.UNAVAILABLE.withDescription(text));
        MultiplexedStream stream = simulation.open(1);
        stream.await(stream.ingest(record(1)));
        assertThat(stream.snapshot().state()).isEqualTo(StreamState.OPEN);
    }
}
