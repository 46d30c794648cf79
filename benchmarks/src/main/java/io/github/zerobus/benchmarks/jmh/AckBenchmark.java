package io.github.zerobus.benchmarks.jmh;

import io.github.zerobus.engine.wire.ServerMessage;
import io.github.zerobus.proto.EphemeralStreamResponse;
import io.github.zerobus.proto.IngestRecordResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reads one ack by hand, and with protobuf-java. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AckBenchmark {

    private final byte[] ack = EphemeralStreamResponse.newBuilder()
            .setIngestRecordResponse(IngestRecordResponse.newBuilder().setDurabilityAckUpToOffset(123_456_789))
            .build()
            .toByteArray();

    @Benchmark
    public Object byHand() throws IOException {
        return ServerMessage.read(new ByteArrayInputStream(ack));
    }

    @Benchmark
    public Object byProtobuf() throws IOException {
        return EphemeralStreamResponse.parseFrom(new ByteArrayInputStream(ack));
    }
}
