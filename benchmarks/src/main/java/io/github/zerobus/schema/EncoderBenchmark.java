package io.github.zerobus.schema;

import com.google.logging.type.HttpRequest;
import com.google.protobuf.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A record of 15 fields to protobuf, made and encoded as an application does it, by us and by generated code. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EncoderBenchmark {

    private final RecordSchema schema = RecordSchema.of(HttpCall.class, FieldNaming.SNAKE_CASE);
    private long count;

    /** Nested. */
    public record Latency(long seconds, int nanos) {}

    /** The fields of the generated message, by their names and types. */
    public record HttpCall(
            String requestMethod,
            String requestUrl,
            long requestSize,
            int status,
            long responseSize,
            String userAgent,
            String remoteIp,
            String serverIp,
            String referer,
            Latency latency,
            boolean cacheLookup,
            boolean cacheHit,
            boolean cacheValidatedWithOriginServer,
            long cacheFillBytes,
            String protocol) {}

    @Benchmark
    public byte[] byRecord() {
        count++;
        return schema.encode(new HttpCall(
                "POST",
                "https://shop.example.com/api/v2/orders",
                1_234 + count,
                201,
                987 + count,
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36",
                "192.0.2.17",
                "198.51.100.3",
                "https://shop.example.com/",
                new Latency(1, 230_000),
                true,
                true,
                true,
                4_096 + count,
                "HTTP/1.1"));
    }

    @Benchmark
    public byte[] byGeneratedCode() {
        count++;
        return HttpRequest.newBuilder()
                .setRequestMethod("POST")
                .setRequestUrl("https://shop.example.com/api/v2/orders")
                .setRequestSize(1_234 + count)
                .setStatus(201)
                .setResponseSize(987 + count)
                .setUserAgent("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36")
                .setRemoteIp("192.0.2.17")
                .setServerIp("198.51.100.3")
                .setReferer("https://shop.example.com/")
                .setLatency(Duration.newBuilder().setSeconds(1).setNanos(230_000))
                .setCacheLookup(true)
                .setCacheHit(true)
                .setCacheValidatedWithOriginServer(true)
                .setCacheFillBytes(4_096 + count)
                .setProtocol("HTTP/1.1")
                .build()
                .toByteArray();
    }
}
