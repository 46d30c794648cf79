package io.github.zerobus.embedded;

import static io.github.zerobus.embedded.PlainCall.TABLE;
import static io.github.zerobus.embedded.PlainCall.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.github.zerobus.proto.CreateIngestStreamRequest;
import io.github.zerobus.proto.CreateIngestStreamResponse;
import io.github.zerobus.proto.EphemeralStreamRequest;
import io.github.zerobus.proto.IngestRecordRequest;
import io.github.zerobus.proto.RecordType;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server as a plain gRPC client sees it. */
@Timeout(60)
class EmbeddedZerobusServerTests {

    private EmbeddedZerobusServer server = EmbeddedZerobusServer.start();
    private final List<PlainCall> calls = new ArrayList<>();

    @AfterEach
    void end() {
        calls.forEach(PlainCall::close);
        server.close();
    }

    private PlainCall call(String tableHeader, @Nullable String token) {
        PlainCall call = new PlainCall(server, tableHeader, token);
        calls.add(call);
        return call;
    }

    private PlainCall created() {
        PlainCall call = PlainCall.created(server);
        calls.add(call);
        return call;
    }

    @Test
    void headersPrecedeMessages() {
        PlainCall call = call(TABLE, null);

        await().until(() -> call.headers.get() != null);
        assertThat(call.answers).isEmpty();
    }

    @Test
    void acksAreCumulativeAndDelayed() {
        PlainCall call = created();
        for (int i = 0; i < 100; i++) {
            call.json(i, "{\"i\":" + i + "}");
        }
        await().until(() -> call.answers
                        .get(call.answers.size() - 1)
                        .getIngestRecordResponse()
                        .getDurabilityAckUpToOffset()
                == 99);
        assertThat(call.answers.size()).isLessThan(100);
        assertThat(server.table(TABLE).durableRecords()).isEqualTo(100);
        call.requests.onCompleted();
        assertThat(call.awaitEnd().isOk()).isTrue();
        assertThat(server.table(TABLE).streams().get(0).termination()).contains(Termination.HALF_CLOSED_BY_CLIENT);
    }

    @Test
    void callFailsWhenFirstMessageIsNotCreate() {
        PlainCall call = call(TABLE, null);
        call.json(0, "{}");
        assertThat(call.awaitEnd().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void createFailsWhenTableOrRecordTypeIsInvalid() {
        for (CreateIngestStreamRequest.Builder wrong : List.of(
                json().setTableName("main.test.others"),
                json().clearRecordType(),
                json().setRecordType(RecordType.PROTO),
                json().setRecordType(RecordType.PROTO).setDescriptorProto(ByteString.copyFromUtf8("x")))) {
            PlainCall call = call(TABLE, null);
            call.create(wrong);
            assertThat(call.awaitEnd().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        }
    }

    @Test
    void callFailsOnGapInWireOffsets() {
        PlainCall call = created();
        call.json(0, "{}");
        call.json(2, "{}");
        assertThat(call.awaitEnd().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void callFailsOnInvalidOrOversizedRecord() {
        for (String wrong : List.of("[]", "{", "{\"a\":\"" + "x".repeat(10 * 1024 * 1024) + "\"}")) {
            PlainCall call = created();
            call.json(0, wrong);
            assertThat(call.awaitEnd().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        }
        assertThat(server.table(TABLE).durableRecords()).isZero();
    }

    @Test
    void protobufRecordsAreValidatedAgainstDescriptor() {
        PlainCall call = call(TABLE, null);
        call.create(json().setRecordType(RecordType.PROTO)
                .setDescriptorProto(
                        CreateIngestStreamResponse.getDescriptor().toProto().toByteString()));
        call.awaitAnswers(1);
        IngestRecordRequest.Builder record = IngestRecordRequest.newBuilder().setOffsetId(0);
        record.setProtoEncodedRecord(
                CreateIngestStreamResponse.newBuilder().setStreamId("x").build().toByteString());
        call.requests.onNext(
                EphemeralStreamRequest.newBuilder().setIngestRecord(record).build());
        await().until(() -> server.table(TABLE).durableRecords() == 1);
        record.setOffsetId(1).setProtoEncodedRecord(ByteString.copyFrom(new byte[] {10, 100, 1}));
        call.requests.onNext(
                EphemeralStreamRequest.newBuilder().setIngestRecord(record).build());
        assertThat(call.awaitEnd().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void callIsUnauthenticatedWithoutValidTokenWhenCredentialsAreSet() {
        server.close();
        server = EmbeddedZerobusServer.builder().credentials("id", "secret").start();

        assertThat(call(TABLE, null).awaitEnd().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(call(TABLE, "invented").awaitEnd().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(server.table(TABLE).streams())
                .hasSize(2)
                .allSatisfy(stream -> assertThat(stream.termination()).contains(Termination.ENDED_BY_SERVER));
    }

    @Test
    void restartKeepsPortAndDurableRows() {
        PlainCall call = created();
        call.json(0, "{}");
        call.awaitAnswers(2);
        int port = server.port();

        server.stop();
        assertThat(call.awaitEnd().isOk()).isFalse();
        server.restart();

        assertThat(server.port()).isEqualTo(port);
        created();
        assertThat(server.table(TABLE).durableRecords()).isEqualTo(1);
    }

    @Test
    void resetRemovesRowsAndFaultsButKeepsStreams() {
        PlainCall call = created();
        call.json(0, "{}");
        call.awaitAnswers(2);
        server.onTable(TABLE).everyStream().refuse(StatusCode.UNAVAILABLE);

        server.reset();

        assertThat(server.table(TABLE).durableRecords()).isZero();
        assertThat(server.table(TABLE).rows()).isEmpty();
        assertThat(server.table(TABLE).liveStreams()).hasSize(1);
        call.json(1, "{}");
        call.awaitAnswers(3);
        assertThat(server.table(TABLE).rows()).hasSize(1);
        created();
    }

    @Test
    void faultsApplyToSelectedStreamsOnly() {
        server.onTable(TABLE).stream(0).refuse(StatusCode.UNAVAILABLE);
        server.onTable(TABLE).stream(1).afterMessages(1).closeSignal(Duration.ofSeconds(3));

        PlainCall first = call(TABLE, null);
        first.create(json());
        assertThat(first.awaitEnd().getCode()).isEqualTo(Status.Code.UNAVAILABLE);

        PlainCall second = created();
        second.json(0, "{}");
        second.awaitAnswers(2);
        assertThat(second.answers.get(1).getCloseStreamSignal().getDuration().getSeconds())
                .isEqualTo(3);
    }

    @Test
    void closeEndsAllThreads() {
        created();
        server.close();

        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("zerobus-embedded")));
    }
}
