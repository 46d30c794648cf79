package io.github.zerobus.benchmarks.jmh;

import com.google.logging.type.HttpRequest;
import com.google.protobuf.Duration;
import io.github.zerobus.benchmarks.jmh.generated.Line;
import io.github.zerobus.benchmarks.jmh.generated.Order;
import io.github.zerobus.benchmarks.jmh.generated.Reading;
import io.github.zerobus.records.FieldNaming;
import io.github.zerobus.records.RecordSchema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Creates and encodes records as an application does, by {@link RecordSchema} and by generated code: a call of 15
 * fields with a nested message, with ASCII text and with umlauts; an order with times, decimals, a list and a map; a
 * reading of primitive and boxed numbers and a list of them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EncoderBenchmark {

    private static final Map<String, String> TAGS = Map.of("channel", "web", "region", "eu-west-1", "tier", "gold");
    private static final Instant NOON = Instant.parse("2026-08-23T12:00:00.123456Z");
    private static final List<Double> SAMPLES = List.of(71.5, 71.75, 72.0, 72.25, 72.5, 72.25, 72.0, 71.75);

    private static final String AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36";
    private static final String UMLAUTS = "Möbelhaus Grünwald, Straße der Äpfel 7, geöffnet täglich";

    private final RecordSchema calls = RecordSchema.of(HttpCall.class, FieldNaming.SNAKE_CASE);
    private final RecordSchema orders = RecordSchema.of(ShopOrder.class, FieldNaming.SNAKE_CASE);
    private final RecordSchema readings = RecordSchema.of(SensorReading.class, FieldNaming.SNAKE_CASE);
    private long count;

    /** Nested in a call. */
    public record Latency(long seconds, int nanos) {}

    /** Has the fields of the generated message, with the same names and types. */
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
    public byte[] callByRecord() {
        return encodeRecord(AGENT);
    }

    @Benchmark
    public byte[] umlautsByRecord() {
        return encodeRecord(UMLAUTS);
    }

    private byte[] encodeRecord(String agent) {
        count++;
        return calls.encode(new HttpCall(
                "POST",
                "https://shop.example.com/api/v2/orders",
                1_234 + count,
                201,
                987 + count,
                agent,
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
    public byte[] callByGeneratedCode() {
        return encodeMessage(AGENT);
    }

    @Benchmark
    public byte[] umlautsByGeneratedCode() {
        return encodeMessage(UMLAUTS);
    }

    private byte[] encodeMessage(String agent) {
        count++;
        return HttpRequest.newBuilder()
                .setRequestMethod("POST")
                .setRequestUrl("https://shop.example.com/api/v2/orders")
                .setRequestSize(1_234 + count)
                .setStatus(201)
                .setResponseSize(987 + count)
                .setUserAgent(agent)
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

    /** Element of the list in an order. */
    public record OrderLine(String sku, int quantity, BigDecimal price) {}

    /** Includes conversions that generated code leaves to the application. */
    public record ShopOrder(
            long id,
            Instant createdAt,
            BigDecimal total,
            List<OrderLine> lines,
            Map<String, String> tags,
            @Nullable String note) {}

    @Benchmark
    public byte[] orderByRecord() {
        count++;
        return orders.encode(new ShopOrder(
                count,
                NOON.plusMillis(count),
                BigDecimal.valueOf(10_000 + count, 2),
                List.of(
                        new OrderLine("A-1", 1, BigDecimal.valueOf(990, 2)),
                        new OrderLine("B-22", 2, BigDecimal.valueOf(1_990, 2)),
                        new OrderLine("C-333", 3, BigDecimal.valueOf(count, 2))),
                TAGS,
                null));
    }

    @Benchmark
    public byte[] orderByGeneratedCode() {
        count++;
        return Order.newBuilder()
                .setId(count)
                .setCreatedAt(micros(NOON.plusMillis(count)))
                .setTotal(BigDecimal.valueOf(10_000 + count, 2).toPlainString())
                .addLines(line("A-1", 1, BigDecimal.valueOf(990, 2)))
                .addLines(line("B-22", 2, BigDecimal.valueOf(1_990, 2)))
                .addLines(line("C-333", 3, BigDecimal.valueOf(count, 2)))
                .putAllTags(TAGS)
                .build()
                .toByteArray();
    }

    private static Line.Builder line(String sku, int quantity, BigDecimal price) {
        return Line.newBuilder().setSku(sku).setQuantity(quantity).setPrice(price.toPlainString());
    }

    private static long micros(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1000);
    }

    /** Has numbers only. */
    public record SensorReading(
            long device,
            Instant at,
            double celsius,
            double volts,
            List<Double> samples,
            @Nullable Boolean valid) {}

    @Benchmark
    public byte[] readingByRecord() {
        count++;
        return readings.encode(
                new SensorReading(count, NOON.plusMillis(count), 20.5 + count, 3.3, SAMPLES, count % 2 == 0));
    }

    @Benchmark
    public byte[] readingByGeneratedCode() {
        count++;
        return Reading.newBuilder()
                .setDevice(count)
                .setAt(micros(NOON.plusMillis(count)))
                .setCelsius(20.5 + count)
                .setVolts(3.3)
                .setValid(count % 2 == 0)
                .addAllSamples(SAMPLES)
                .build()
                .toByteArray();
    }
}
