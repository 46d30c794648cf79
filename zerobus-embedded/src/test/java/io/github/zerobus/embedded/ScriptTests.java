package io.github.zerobus.embedded;

import static io.github.zerobus.embedded.PlainCall.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.github.zerobus.proto.EphemeralStreamResponse;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Moments and faults of a script, as a client sees them. */
@Timeout(60)
class ScriptTests {

    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private final EmbeddedZerobusServer server = EmbeddedZerobusServer.start();

    @AfterEach
    void end() {
        server.close();
    }

    private StreamFaults first() {
        return server.onTable(TABLE).stream(0);
    }

    private ObservedStream observed() {
        return server.table(TABLE).streams().get(0);
    }

    @Test
    void actionBehindGateIsPerformedAndCountedWhenGateOpens() {
        Gate gate = new Gate();
        first().neverAck();
        first().afterMessages(2).behind(gate).fail(StatusCode.ABORTED);
        try (PlainCall call = PlainCall.created(server)) {
            call.json(0, "{}");
            await().until(() -> observed().messageCount() == 1);
            assertThat(gate.reached()).isZero();
            for (int i = 1; i < 4; i++) {
                call.json(i, "{}");
            }
            // The stream continues to read.
            await().until(() -> observed().messageCount() == 4);
            assertThat(gate.reached()).isEqualTo(1);
            assertThat(gate.passed()).isZero();
            assertThat(call.end.get()).isNull();

            gate.open();

            await().until(() -> gate.passed() == 1);
            assertThat(call.awaitEnd().getCode()).isEqualTo(Status.Code.ABORTED);
        }
    }

    @Test
    void openGateLetsActionsPass() {
        Gate gate = new Gate();
        gate.open();
        first().afterMessages(1).behind(gate).fail(StatusCode.ABORTED);
        try (PlainCall call = PlainCall.created(server)) {
            call.json(0, "{}");
            assertThat(call.awaitEnd().getCode()).isEqualTo(Status.Code.ABORTED);
            assertThat(List.of(gate.reached(), gate.passed())).containsExactly(1, 1);
        }
    }

    @Test
    void actionBehindGateIsSkippedWhenStreamHasEnded() {
        Gate gate = new Gate();
        first().afterMessages(1).behind(gate).fail(StatusCode.ABORTED);
        try (PlainCall call = PlainCall.created(server)) {
            call.json(0, "{}");
            await().until(() -> gate.reached() == 1);
            observed().fail(StatusCode.CANCELLED);
            assertThat(call.awaitEnd().getCode()).isEqualTo(Status.Code.CANCELLED);

            gate.open();

            assertThat(gate.passed()).isZero();
            assertThat(observed().termination()).contains(Termination.ENDED_BY_SERVER);
        }
    }

    @Test
    void actionAtHalfClosePrecedesAcksAndEnd() {
        first().ackAtHalfClose();
        first().atHalfClose().sendAckWithoutOffset();
        try (PlainCall call = PlainCall.created(server)) {
            call.json(0, "{}");
            await().until(() -> observed().messageCount() == 1);
            assertThat(call.answers).hasSize(1);

            call.requests.onCompleted();

            assertThat(call.awaitEnd().isOk()).isTrue();
            assertThat(call.answers)
                    .extracting(EphemeralStreamResponse::getIngestRecordResponse)
                    .extracting(ack -> ack.hasDurabilityAckUpToOffset())
                    .containsExactly(false, false, true);
            assertThat(observed().termination()).contains(Termination.HALF_CLOSED_BY_CLIENT);
        }
    }

    @Test
    void failureAtHalfCloseReplacesRegularEnd() {
        first().ackAtHalfClose();
        first().atHalfClose().fail(StatusCode.DATA_LOSS);
        try (PlainCall call = PlainCall.created(server)) {
            call.json(0, "{}");
            call.requests.onCompleted();

            assertThat(call.awaitEnd().getCode()).isEqualTo(Status.Code.DATA_LOSS);
            assertThat(server.table(TABLE).durableRecords()).isZero();
        }
    }

    @Test
    void failSchemaSendsErrorInfo() throws Exception {
        first().afterMessages(1).failSchema("8001", List.of("FIELD_NOT_IN_TABLE", "TYPE_INCOMPATIBLE"));

        com.google.rpc.Status details = com.google.rpc.Status.parseFrom(detailsAfterOneRecord());

        assertThat(details.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT.value());
        assertThat(details.getDetails(0).unpack(ErrorInfo.class))
                .isEqualTo(ErrorInfo.newBuilder()
                        .setReason("SCHEMA_VALIDATION_FAILED")
                        .setDomain("zerobus.databricks.com")
                        .putMetadata("causes", "FIELD_NOT_IN_TABLE,TYPE_INCOMPATIBLE")
                        .putMetadata("error_code", "8001")
                        .build());
    }

    @Test
    void failWithDetailSendsAnyMessage() throws Exception {
        ErrorInfo detail =
                ErrorInfo.newBuilder().setReason("QUOTA").setDomain("elsewhere").build();
        first().afterMessages(1).failWithDetail(StatusCode.RESOURCE_EXHAUSTED, detail);

        assertThat(com.google.rpc.Status.parseFrom(detailsAfterOneRecord()))
                .isEqualTo(com.google.rpc.Status.newBuilder()
                        .setCode(Status.Code.RESOURCE_EXHAUSTED.value())
                        .addDetails(Any.pack(detail))
                        .build());
    }

    @Test
    void failWithUnreadableDetailsSendsInvalidStatus() {
        first().afterMessages(1).failWithUnreadableDetails(StatusCode.INTERNAL);

        byte[] details = detailsAfterOneRecord();

        assertThatThrownBy(() -> com.google.rpc.Status.parseFrom(details))
                .isInstanceOf(InvalidProtocolBufferException.class);
    }

    private byte[] detailsAfterOneRecord() {
        try (PlainCall call = PlainCall.created(server)) {
            call.json(0, "{}");
            assertThat(call.awaitEnd().isOk()).isFalse();
            return Objects.requireNonNull(
                    Objects.requireNonNull(call.trailers.get()).get(DETAILS));
        }
    }
}
