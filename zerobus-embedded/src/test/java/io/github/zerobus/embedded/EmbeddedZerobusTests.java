package io.github.zerobus.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.github.zerobus.proto.CreateIngestStreamRequest;
import io.github.zerobus.proto.CreateIngestStreamResponse;
import io.github.zerobus.proto.EphemeralStreamRequest;
import io.github.zerobus.proto.EphemeralStreamResponse;
import io.github.zerobus.proto.IngestRecordRequest;
import io.github.zerobus.proto.RecordType;
import io.github.zerobus.proto.ZerobusGrpc;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server by a plain client of gRPC's, as anybody else's client would see it. */
@Timeout(60)
class EmbeddedZerobusTests {

    private static final String TABLE = "main.test.records";

    private EmbeddedZerobus server = EmbeddedZerobus.start();
    private @Nullable ManagedChannel channel;

    @AfterEach
    void end() {
        if (channel != null) {
            channel.shutdownNow();
        }
        server.close();
    }

    /** One call with what it answered. */
    private final class Call implements StreamObserver<EphemeralStreamResponse> {

        final List<EphemeralStreamResponse> answers = new CopyOnWriteArrayList<>();
        final AtomicReference<Metadata> headers = new AtomicReference<>();
        final AtomicReference<@Nullable Status> end = new AtomicReference<>();
        final StreamObserver<EphemeralStreamRequest> requests;

        Call(String tableHeader, @Nullable String token) {
            channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                    .usePlaintext()
                    .build();
            Metadata metadata = new Metadata();
            put(metadata, "x-databricks-zerobus-table-name", tableHeader);
            if (token != null) {
                put(metadata, "authorization", "Bearer " + token);
            }
            requests = ZerobusGrpc.newStub(ClientInterceptors.intercept(
                            channel,
                            MetadataUtils.newAttachHeadersInterceptor(metadata),
                            MetadataUtils.newCaptureMetadataInterceptor(headers, new AtomicReference<>())))
                    .ephemeralStream(this);
        }

        private static void put(Metadata metadata, String name, String value) {
            metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
        }

        void create(CreateIngestStreamRequest.Builder create) {
            requests.onNext(
                    EphemeralStreamRequest.newBuilder().setCreateStream(create).build());
        }

        void json(long offset, String record) {
            requests.onNext(EphemeralStreamRequest.newBuilder()
                    .setIngestRecord(
                            IngestRecordRequest.newBuilder().setOffsetId(offset).setJsonRecord(record))
                    .build());
        }

        Status awaitEnd() {
            return await().until(end::get, java.util.Objects::nonNull);
        }

        void awaitAnswers(int count) {
            await().until(() -> answers.size() >= count);
        }

        @Override
        public void onNext(EphemeralStreamResponse answer) {
            answers.add(answer);
        }

        @Override
        public void onError(Throwable failure) {
            end.set(Status.fromThrowable(failure));
        }

        @Override
        public void onCompleted() {
            end.set(Status.OK);
        }
    }

    private static CreateIngestStreamRequest.Builder json() {
        return CreateIngestStreamRequest.newBuilder().setTableName(TABLE).setRecordType(RecordType.JSON);
    }

    private Call created() {
        Call call = new Call(TABLE, null);
        call.create(json());
        call.awaitAnswers(1);
        assertThat(call.answers.get(0).getCreateStreamResponse().hasStreamId()).isTrue();
        return call;
    }

    @Test
    void headersComeBeforeAnyMessage() {
        Call call = new Call(TABLE, null);

        await().until(() -> call.headers.get() != null);
        assertThat(call.answers).isEmpty();
    }

    @Test
    void acksAreCumulativeAndComeAfterTheDelay() {
        Call call = created();
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
        assertThat(server.table(TABLE).streams().get(0).teardown()).contains(Teardown.HALF_CLOSED_BY_CLIENT);
    }

    @Test
    void firstMessageMustCreate() {
        Call call = new Call(TABLE, null);
        call.json(0, "{}");
        assertThat(call.awaitEnd().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void tableAndRecordTypeMustFit() {
        for (CreateIngestStreamRequest.Builder wrong : List.of(
                json().setTableName("main.test.others"),
                json().clearRecordType(),
                json().setRecordType(RecordType.PROTO),
                json().setRecordType(RecordType.PROTO).setDescriptorProto(ByteString.copyFromUtf8("x")))) {
            Call call = new Call(TABLE, null);
            call.create(wrong);
            assertThat(call.awaitEnd().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        }
    }

    @Test
    void wireOffsetsMustFollowOneAnother() {
        Call call = created();
        call.json(0, "{}");
        call.json(2, "{}");
        assertThat(call.awaitEnd().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void recordsMustBeValidAndNotTooLarge() {
        for (String wrong : List.of("[]", "{", "{\"a\":\"" + "x".repeat(10 * 1024 * 1024) + "\"}")) {
            Call call = created();
            call.json(0, wrong);
            assertThat(call.awaitEnd().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        }
        assertThat(server.table(TABLE).durableRecords()).isZero();
    }

    @Test
    void protobufRecordsAreCheckedAgainstTheirDescriptor() {
        Call call = new Call(TABLE, null);
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
    void tokensAreAskedForWhereThereAreCredentials() {
        server.close();
        server = EmbeddedZerobus.builder().credentials("id", "secret").start();

        assertThat(new Call(TABLE, null).awaitEnd().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(new Call(TABLE, "invented").awaitEnd().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    @Test
    void restartKeepsWhatIsDurable() {
        Call call = created();
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
    void resetForgetsRowsAndOrdersButNoStream() {
        Call call = created();
        call.json(0, "{}");
        call.awaitAnswers(2);
        server.onTable(TABLE).everyStream().refuse(Status.UNAVAILABLE);

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
    void scriptsCountForTheStreamsTheyName() {
        server.onTable(TABLE).stream(0).refuse(Status.UNAVAILABLE);
        server.onTable(TABLE).stream(1).afterMessages(1).closeSignal(Duration.ofSeconds(3));

        Call first = new Call(TABLE, null);
        first.create(json());
        assertThat(first.awaitEnd().getCode()).isEqualTo(Status.Code.UNAVAILABLE);

        Call second = created();
        second.json(0, "{}");
        second.awaitAnswers(2);
        assertThat(second.answers.get(1).getCloseStreamSignal().getDuration().getSeconds())
                .isEqualTo(3);
    }

    @Test
    void closeLeavesNoThread() {
        created();
        server.close();

        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("zerobus-embedded")));
    }
}
