package io.github.zerobus.benchmarks.jmh;

import com.google.protobuf.UnsafeByteOperations;
import io.github.zerobus.Payload;
import io.github.zerobus.engine.wire.RequestFrame;
import io.github.zerobus.proto.EphemeralStreamRequest;
import io.github.zerobus.proto.IngestRecordBatchRequest;
import io.github.zerobus.proto.IngestRecordRequest;
import io.github.zerobus.proto.ProtoEncodedRecordBatch;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Writes one request by hand, and with protobuf-java at its best: with wrapped, not copied, bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FrameBenchmark {

    @Param({"1", "256"})
    int records = 1;

    private final byte[] record = new byte[1024];
    /** Copies all bytes, as the transport does. */
    private final OutputStream target = new Copies();

    private List<Payload> payloads = List.of();
    private long offset = 1_000_000;

    @Setup
    public void setUp() {
        payloads = Collections.nCopies(records, Payload.proto(record));
    }

    @Benchmark
    public int byHand() throws IOException {
        return RequestFrame.ingest(offset++, payloads).drainTo(target);
    }

    @Benchmark
    public int byProtobuf() throws IOException {
        EphemeralStreamRequest request = records == 1 ? single() : batch();
        request.writeTo(target);
        return request.getSerializedSize();
    }

    private EphemeralStreamRequest single() {
        return EphemeralStreamRequest.newBuilder()
                .setIngestRecord(IngestRecordRequest.newBuilder()
                        .setOffsetId(offset++)
                        .setProtoEncodedRecord(UnsafeByteOperations.unsafeWrap(record)))
                .build();
    }

    private EphemeralStreamRequest batch() {
        ProtoEncodedRecordBatch.Builder batch = ProtoEncodedRecordBatch.newBuilder();
        for (int i = 0; i < records; i++) {
            batch.addRecords(UnsafeByteOperations.unsafeWrap(record));
        }
        return EphemeralStreamRequest.newBuilder()
                .setIngestRecordBatch(IngestRecordBatchRequest.newBuilder()
                        .setOffsetId(offset++)
                        .setProtoEncodedBatch(batch))
                .build();
    }

    private static final class Copies extends OutputStream {

        private final byte[] to = new byte[1 << 16];

        @Override
        public void write(int value) {
            to[0] = (byte) value;
        }

        @Override
        public void write(byte[] from, int start, int count) {
            System.arraycopy(from, start, to, 0, count);
        }
    }
}
