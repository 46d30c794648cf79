package io.github.zerobus.benchmarks.jmh;

import io.github.zerobus.MessageId;
import io.github.zerobus.Payload;
import io.github.zerobus.RecordType;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.engine.buffer.InflightBuffer;
import io.github.zerobus.engine.buffer.WireBatch;
import io.github.zerobus.engine.time.ThreadTimers;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** A record's path through the buffer: admitted, taken for sending, acked. One thread, so the lock is uncontended. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AdmissionBenchmark {

    private static final int RECORDS = 256;

    private final ThreadTimers timers = new ThreadTimers("benchmark");
    private final InflightBuffer buffer = new InflightBuffer(
            0,
            StreamOptions.builder().subStreams(1).recordType(RecordType.PROTO).build(),
            0,
            timers,
            () -> {},
            positions -> {});
    private final byte[] record = new byte[1024];

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void admitTakeAck(Blackhole blackhole) {
        for (int i = 0; i < RECORDS; i++) {
            MessageId id = buffer.tryAdmit(Payload.proto(record), null, InflightBuffer.NOT_STORED, null);
            blackhole.consume(id);
        }
        for (WireBatch run = buffer.queue().takeBatch();
                run != null;
                run = buffer.queue().takeBatch()) {
            blackhole.consume(run);
        }
        blackhole.consume(buffer.ackedUpTo(buffer.unacked().tail()));
    }

    @TearDown
    public void close() {
        timers.close();
    }
}
