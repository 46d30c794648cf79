package io.github.zerobus.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.proto.CreateIngestStreamRequest;
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
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One call of a plain gRPC client on its own channel, with the answers of the server. */
final class PlainCall implements StreamObserver<EphemeralStreamResponse>, AutoCloseable {

    static final String TABLE = "main.test.records";

    final List<EphemeralStreamResponse> answers = new CopyOnWriteArrayList<>();
    final AtomicReference<Metadata> headers = new AtomicReference<>();
    final AtomicReference<Metadata> trailers = new AtomicReference<>();
    final AtomicReference<@Nullable Status> end = new AtomicReference<>();
    final StreamObserver<EphemeralStreamRequest> requests;
    private final ManagedChannel channel;

    PlainCall(EmbeddedZerobusServer server, String tableHeader, @Nullable String token) {
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
                        MetadataUtils.newCaptureMetadataInterceptor(headers, trailers)))
                .ephemeralStream(this);
    }

    /** Opens a call and waits until the server has created its stream. */
    static PlainCall created(EmbeddedZerobusServer server) {
        PlainCall call = new PlainCall(server, TABLE, null);
        call.create(json());
        call.awaitAnswers(1);
        assertThat(call.answers.get(0).getCreateStreamResponse().hasStreamId()).isTrue();
        return call;
    }

    static CreateIngestStreamRequest.Builder json() {
        return CreateIngestStreamRequest.newBuilder().setTableName(TABLE).setRecordType(RecordType.JSON);
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
        return await().until(end::get, Objects::nonNull);
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

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
