package io.github.zerobus.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.github.zerobus.proto.CreateIngestStreamRequest;
import io.github.zerobus.proto.EphemeralStreamRequest;
import io.github.zerobus.proto.IngestRecordBatchRequest;
import io.github.zerobus.proto.IngestRecordRequest;
import io.github.zerobus.proto.JsonRecordBatch;
import io.github.zerobus.proto.ProtoEncodedRecordBatch;
import io.grpc.HasByteBuffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestCountTests {

    @Test
    void createMessageCountsNoRecord() throws IOException {
        EphemeralStreamRequest request = EphemeralStreamRequest.newBuilder()
                .setCreateStream(CreateIngestStreamRequest.newBuilder().setTableName("a.b.c"))
                .build();
        assertThat(count(request, 1000)).isEqualTo(RequestCount.CREATE);
    }

    @Test
    void singleRecordCountsAsOne() throws IOException {
        EphemeralStreamRequest request = EphemeralStreamRequest.newBuilder()
                .setIngestRecord(IngestRecordRequest.newBuilder()
                        .setOffsetId(Long.MAX_VALUE)
                        .setProtoEncodedRecord(bytes(300)))
                .build();
        assertThat(count(request, 1000)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 100_000})
    void batchRecordsAreCountedForEverySplitOfTheBuffer(int chunk) throws IOException {
        ProtoEncodedRecordBatch.Builder batch = ProtoEncodedRecordBatch.newBuilder();
        for (int size : new int[] {0, 1, 127, 128, 300, 20_000, 0}) {
            batch.addRecords(bytes(size));
        }
        EphemeralStreamRequest request = EphemeralStreamRequest.newBuilder()
                .setIngestRecordBatch(IngestRecordBatchRequest.newBuilder()
                        .setOffsetId(1L << 40)
                        .setProtoEncodedBatch(batch))
                .build();
        assertThat(count(request, chunk)).isEqualTo(7);
    }

    @Test
    void jsonRecordsAreCountedAsProtobufRecords() throws IOException {
        EphemeralStreamRequest request = EphemeralStreamRequest.newBuilder()
                .setIngestRecordBatch(IngestRecordBatchRequest.newBuilder()
                        .setOffsetId(0)
                        .setJsonBatch(
                                JsonRecordBatch.newBuilder().addRecords("{}").addRecords("{\"a\":1}")))
                .build();
        assertThat(count(request, 5)).isEqualTo(2);
    }

    private static ByteString bytes(int size) {
        return ByteString.copyFrom(new byte[size]);
    }

    private static int count(EphemeralStreamRequest request, int chunk) throws IOException {
        int plain =
                RequestCount.of(new ByteArrayInputStream(request.toByteArray())).records();
        int direct = RequestCount.of(new Chunks(request.toByteArray(), chunk)).records();
        assertThat(direct).isEqualTo(plain);
        return direct;
    }

    /** Returns its buffers in chunks, as the transport does. */
    private static final class Chunks extends ByteArrayInputStream implements HasByteBuffer {

        private final int chunk;

        Chunks(byte[] bytes, int chunk) {
            super(bytes);
            this.chunk = chunk;
        }

        @Override
        public boolean byteBufferSupported() {
            return true;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return ByteBuffer.wrap(buf, pos, Math.min(chunk, available())).slice();
        }
    }
}
