package io.github.zerobus.records;

import com.google.logging.type.HttpRequest;
import com.google.protobuf.Duration;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Time of the encoder against that of generated code, of messages with the same fields and values; a program, not a test.
 * Prints nanoseconds for each record, the best of several rounds in turns. <i>from values</i> makes record or message
 * and encodes it, as an application does; <i>ready</i> encodes the same one again and again, of which a generated message
 * remembers the size.
 */
final class EncoderTiming {

    private static final int ROUNDS = 20;
    private static final long ROUND_NANOS = 200_000_000;

    private static long sink;

    private EncoderTiming() {}

    record Latency(long seconds, int nanos) {}

    record HttpCall(
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

    record Violation(String field, String description, String reason) {}

    record Violations(List<Violation> fieldViolations) {}

    private static HttpCall call(long i, String agent) {
        return new HttpCall(
                "POST",
                "https://shop.example.com/api/v2/orders",
                1_234 + i,
                201,
                987 + i,
                agent,
                "192.0.2.17",
                "198.51.100.3",
                "https://shop.example.com/",
                new Latency(1, 230_000),
                true,
                true,
                true,
                4_096 + i,
                "HTTP/1.1");
    }

    private static HttpRequest request(long i, String agent) {
        return HttpRequest.newBuilder()
                .setRequestMethod("POST")
                .setRequestUrl("https://shop.example.com/api/v2/orders")
                .setRequestSize(1_234 + i)
                .setStatus(201)
                .setResponseSize(987 + i)
                .setUserAgent(agent)
                .setRemoteIp("192.0.2.17")
                .setServerIp("198.51.100.3")
                .setReferer("https://shop.example.com/")
                .setLatency(Duration.newBuilder().setSeconds(1).setNanos(230_000))
                .setCacheLookup(true)
                .setCacheHit(true)
                .setCacheValidatedWithOriginServer(true)
                .setCacheFillBytes(4_096 + i)
                .setProtocol("HTTP/1.1")
                .build();
    }

    private static Violations violations(int count) {
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            violations.add(new Violation("order.lines.price", "must be greater than zero", "PRICE_NOT_POSITIVE"));
        }
        return new Violations(violations);
    }

    private static BadRequest badRequest(int count) {
        BadRequest.Builder request = BadRequest.newBuilder();
        for (int i = 0; i < count; i++) {
            request.addFieldViolations(FieldViolation.newBuilder()
                    .setField("order.lines.price")
                    .setDescription("must be greater than zero")
                    .setReason("PRICE_NOT_POSITIVE"));
        }
        return request.build();
    }

    public static void main(String[] args) {
        RecordSchema calls = RecordSchema.of(HttpCall.class, FieldNaming.SNAKE_CASE);
        RecordSchema lists = RecordSchema.of(Violations.class, FieldNaming.SNAKE_CASE);
        String ascii = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)";
        String umlauts = "Möbelhaus Grünwald, Straße der Äpfel 7, geöffnet täglich außer sonntags";
        HttpCall call = call(1, ascii);
        HttpRequest request = request(1, ascii);
        Violations many = violations(10);
        BadRequest manyOfTheirs = badRequest(10);
        long[] i = new long[2];
        for (int pass = 0; pass < 2; pass++) {
            compare(
                    "15 fields, from values",
                    () -> calls.encode(call(i[0]++, ascii)),
                    () -> request(i[1]++, ascii).toByteArray());
            compare(
                    "15 fields, umlauts, from values",
                    () -> calls.encode(call(i[0]++, umlauts)),
                    () -> request(i[1]++, umlauts).toByteArray());
            compare("15 fields, ready", () -> calls.encode(call), request::toByteArray);
            compare(
                    "list of 10, from values",
                    () -> lists.encode(violations(10)),
                    () -> badRequest(10).toByteArray());
            compare("list of 10, ready", () -> lists.encode(many), manyOfTheirs::toByteArray);
        }
    }

    private static void compare(String name, Supplier<byte[]> ours, Supplier<byte[]> generated) {
        double our = Double.MAX_VALUE;
        double their = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            our = Math.min(our, nanosEach(ours));
            their = Math.min(their, nanosEach(generated));
        }
        System.out.printf(
                "%-34s %4d bytes  records %6.0f ns  generated %6.0f ns  ratio %.2f%n",
                name, ours.get().length, our, their, our / their);
        if (sink == 42) {
            System.out.println("what the loops return is used");
        }
    }

    private static double nanosEach(Supplier<byte[]> encoder) {
        long start = System.nanoTime();
        long count = 0;
        long elapsed;
        do {
            for (int i = 0; i < 1000; i++) {
                sink ^= encoder.get().length;
            }
            count += 1000;
            elapsed = System.nanoTime() - start;
        } while (elapsed < ROUND_NANOS);
        return (double) elapsed / count;
    }
}
