package io.github.zerobus.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.Payload;
import io.github.zerobus.SendResult;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.StreamSnapshot;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A client whose heap another thread fills for moments. Any allocation of the engine, of gRPC and of Netty may fail
 * then: every future ends nevertheless, and every unacked record can be fetched.
 */
@Timeout(120)
@Tag("heavy")
@ResourceLock("heap")
class HeapPressureTests {

    @RepeatedTest(3)
    void everyFutureEndsAfterHeapWasFull() throws Exception {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.builder()
                .ackDelay(Duration.ofMillis(20))
                .validateRecords(false)
                .start()) {
            String output = ChildJvm.run(
                    Duration.ofSeconds(100),
                    List.of("-Xmx64m", "-XX:MaxDirectMemorySize=64m"),
                    Client.class,
                    server.endpoint());

            assertThat(output).contains("sums hold");
            output.lines().filter(line -> line.startsWith("sums")).forEach(System.out::println);
        }
    }

    /** Main class of the child process. */
    static final class Client {

        private static final long FILLED_NANOS = TimeUnit.SECONDS.toNanos(8);
        private static final long AFTERWARDS_NANOS = TimeUnit.SECONDS.toNanos(3);

        /** How often the heap was full. */
        private static final AtomicInteger SPIKES = new AtomicInteger();

        private Client() {}

        public static void main(String[] args) throws Exception {
            StreamOptions options = StreamOptions.builder()
                    .subStreams(4)
                    .openJitter(Duration.ZERO)
                    .maxBlock(Duration.ofMillis(500))
                    .flushTimeout(Duration.ofSeconds(60))
                    .maxPayloadSize(1 << 20)
                    .maxInflightSize(8 << 20)
                    .silenceTimeout(Duration.ofSeconds(3))
                    .recovery(r -> r.timeout(Duration.ofSeconds(3))
                            .backoff(Duration.ofMillis(50))
                            .maxBackoff(Duration.ofMillis(300)))
                    .build();
            MultiplexedStream stream = MultiplexedStream.builder()
                    .endpoint(args[0])
                    .table(TestStreams.TABLE)
                    .options(options)
                    .build();
            stream.open();
            List<CompletableFuture<SendResult>> futures = new ArrayList<>(1_000_000);
            send(stream, futures);
            ended(stream, futures);
            System.exit(0);
        }

        /** Keeps its pace without allocating, as the schedulers of the JDK cannot. */
        private static void send(MultiplexedStream stream, List<CompletableFuture<SendResult>> futures) {
            String pad = "x".repeat(200);
            long start = System.nanoTime();
            Thread filler = new Thread(() -> fill(start), "filler");
            filler.setDaemon(true);
            filler.start();
            for (int i = 0; System.nanoTime() - start < FILLED_NANOS + AFTERWARDS_NANOS; i++) {
                try {
                    futures.add(stream.ingestAsync(Payload.json("{\"key\":\"" + i + "\",\"pad\":\"" + pad + "\"}")));
                } catch (OutOfMemoryError | ZerobusException e) {
                    // Not admitted, or the caller does not get the id. Both are expected.
                }
                if (i % 20 == 0) {
                    LockSupport.parkNanos(5_000_000);
                }
            }
        }

        private static void fill(long start) {
            while (System.nanoTime() - start < FILLED_NANOS) {
                List<byte[]> held = new ArrayList<>();
                fill(held, 1 << 14);
                fill(held, 256);
                SPIKES.incrementAndGet();
                LockSupport.parkNanos(30_000_000);
                held.clear();
                LockSupport.parkNanos(50_000_000);
            }
        }

        private static void fill(List<byte[]> held, int size) {
            try {
                while (true) {
                    held.add(new byte[size]);
                }
            } catch (OutOfMemoryError e) {
                // Full.
            }
        }

        private static void ended(MultiplexedStream stream, List<CompletableFuture<SendResult>> futures)
                throws InterruptedException {
            System.out.println("state " + stream.snapshot());
            String end = "clean";
            try {
                stream.close(Duration.ofSeconds(10));
            } catch (ZerobusException e) {
                end = e.toString();
            }
            int unacked = stream.unackedRecords().size();
            awaitAll(futures);
            long pending = pending(futures);
            StreamSnapshot sums = stream.snapshot();
            long lost = sums.ingestedRecords() - sums.ackedRecords() - unacked;
            long failed = futures.stream()
                    .filter(CompletableFuture::isCompletedExceptionally)
                    .count();
            System.out.println("sums " + (pending == 0 && lost == 0 && SPIKES.get() > 5 ? "hold" : "BROKEN")
                    + ": futures "
                    + futures.size() + " pending " + pending + " failed " + failed + " ingested "
                    + sums.ingestedRecords() + " acked " + sums.ackedRecords() + " unacked " + unacked + " spikes "
                    + SPIKES + " end " + end);
        }

        private static void awaitAll(List<CompletableFuture<SendResult>> futures) throws InterruptedException {
            try {
                CompletableFuture.allOf(futures.toArray(new CompletableFuture<?>[0]))
                        .get(2, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                // Failed or pending, which is counted below.
            }
        }

        private static long pending(List<CompletableFuture<SendResult>> futures) {
            return futures.stream().filter(future -> !future.isDone()).count();
        }
    }
}
