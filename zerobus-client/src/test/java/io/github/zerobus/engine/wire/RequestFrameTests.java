package io.github.zerobus.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.github.zerobus.Payload;
import io.github.zerobus.proto.EphemeralStreamRequest;
import io.github.zerobus.proto.EphemeralStreamResponse;
import io.github.zerobus.proto.IngestRecordBatchRequest;
import io.github.zerobus.proto.IngestRecordRequest;
import io.github.zerobus.proto.JsonRecordBatch;
import io.github.zerobus.proto.ProtoEncodedRecordBatch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares hand-written frames with those of protobuf-java. */
class RequestFrameTests {

    private static final long[] OFFSETS = {0, 1, 127, 128, 300_000, Long.MAX_VALUE};

    private static byte[] drained(RequestFrame frame) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(frame.drainTo(out)).isEqualTo(out.size()).isEqualTo(frame.available());
        return out.toByteArray();
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static String text(int size) {
        return "{\"k\":\"" + "ä".repeat(size) + "\"}";
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 119, 127, 128, 16_383, 16_384, 3_000_000})
    void singleProtoRecordMatchesProtobufJava(int size) throws IOException {
        for (long offset : OFFSETS) {
            EphemeralStreamRequest expected = EphemeralStreamRequest.newBuilder()
                    .setIngestRecord(IngestRecordRequest.newBuilder()
                            .setOffsetId(offset)
                            .setProtoEncodedRecord(ByteString.copyFrom(bytes(size))))
                    .build();

            RequestFrame frame = RequestFrame.ingest(offset, List.of(Payload.proto(bytes(size))));

            assertThat(drained(frame)).isEqualTo(expected.toByteArray());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 60, 64, 9_000})
    void singleJsonRecordMatchesProtobufJava(int size) throws IOException {
        EphemeralStreamRequest expected = EphemeralStreamRequest.newBuilder()
                .setIngestRecord(IngestRecordRequest.newBuilder().setOffsetId(5).setJsonRecord(text(size)))
                .build();

        RequestFrame frame = RequestFrame.ingest(5, List.of(Payload.json(text(size))));

        assertThat(frame.readAllBytes()).isEqualTo(expected.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 256, 1_000})
    void protoBatchMatchesProtobufJava(int count) throws IOException {
        List<Payload> payloads = new ArrayList<>();
        ProtoEncodedRecordBatch.Builder batch = ProtoEncodedRecordBatch.newBuilder();
        for (int i = 0; i < count; i++) {
            byte[] record = bytes(i * 3);
            payloads.add(Payload.proto(record));
            batch.addRecords(ByteString.copyFrom(record));
        }
        EphemeralStreamRequest expected = EphemeralStreamRequest.newBuilder()
                .setIngestRecordBatch(
                        IngestRecordBatchRequest.newBuilder().setOffsetId(count).setProtoEncodedBatch(batch))
                .build();

        assertThat(drained(RequestFrame.ingest(count, payloads))).isEqualTo(expected.toByteArray());
    }

    @Test
    void jsonBatchMatchesProtobufJava() throws IOException {
        EphemeralStreamRequest expected = EphemeralStreamRequest.newBuilder()
                .setIngestRecordBatch(IngestRecordBatchRequest.newBuilder()
                        .setOffsetId(0)
                        .setJsonBatch(
                                JsonRecordBatch.newBuilder().addRecords(text(1)).addRecords(text(200))))
                .build();

        RequestFrame frame = RequestFrame.ingest(0, List.of(Payload.json(text(1)), Payload.json(text(200))));

        assertThat(drained(frame)).isEqualTo(expected.toByteArray());
    }

    @Test
    void responsesOfProtobufJavaAreDecoded() throws IOException {
        EphemeralStreamResponse.Builder response = EphemeralStreamResponse.newBuilder();
        response.getCreateStreamResponseBuilder().setStreamId("id-1");
        assertThat(read(response)).isEqualTo(new ServerMessage.Created("id-1"));

        response.getIngestRecordResponseBuilder().setDurabilityAckUpToOffset(1L << 40);
        assertThat(read(response)).isEqualTo(new ServerMessage.Ack(1L << 40));
        response.getIngestRecordResponseBuilder().clear();
        assertThat(read(response)).isEqualTo(new ServerMessage.Ack(null));

        response.getCloseStreamSignalBuilder()
                .getDurationBuilder()
                .setSeconds(3)
                .setNanos(5);
        assertThat(read(response)).isEqualTo(new ServerMessage.CloseSignal(Duration.ofSeconds(3, 5)));
        response.getCloseStreamSignalBuilder().clear();
        assertThat(read(response)).isEqualTo(new ServerMessage.CloseSignal(Duration.ZERO));

        assertThat(read(response.clear())).isInstanceOf(ServerMessage.Unknown.class);
        byte[] unknownField = {0x7a, 2, 'h', 'i'};
        assertThat(ServerMessage.read(new ByteArrayInputStream(unknownField)))
                .isInstanceOf(ServerMessage.Unknown.class);
    }

    private static ServerMessage read(EphemeralStreamResponse.Builder response) throws IOException {
        return ServerMessage.read(new ByteArrayInputStream(response.build().toByteArray()));
    }

    @Test
    void toStringOfPayloadContainsNoContent() {
        Payload payload = Payload.json("{\"secret\":1}");

        assertThat(payload).asString().doesNotContain("secret");
        assertThat(new String(payload.bytes(), StandardCharsets.UTF_8)).contains("secret");
    }
}
