package io.github.zerobus.benchmarks.jmh;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.MessageId;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Packs and unpacks an id, as each record does. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MessageIdBenchmark {

    private int subStream = 37;
    private long offset = 123_456_789_012L;
    private MessageId id = EngineAccess.messageId(subStream, offset);

    @Benchmark
    public MessageId encode() {
        return EngineAccess.messageId(subStream, offset++);
    }

    @Benchmark
    public long decode() {
        return id.subStream() + id.offset();
    }

    @Benchmark
    public String print() {
        return id.toString();
    }
}
