package io.github.zerobus.soak;

import static io.github.zerobus.stream.TestStreams.TABLE;

import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamSnapshot;
import io.github.zerobus.UnackedRecord;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.auth.OAuthTokenProvider;
import io.github.zerobus.embedded.DurableRow;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.ObservedStream;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.TestStreams;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A stream of four sub-streams at 1,000 records a second, with rotations, short-lived tokens and transient faults. */
final class Soak implements AutoCloseable {

    private static final int RECORDS_PER_TICK = 10;
    private static final Duration TICK = Duration.ofMillis(10);

    private final Duration time;
    private final EmbeddedZerobusServer server;
    private final OAuthTokenProvider tokens;
    private final MultiplexedStream stream;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(3);
    private final AtomicLong recoveries = new AtomicLong();
    private final AtomicLong rotations = new AtomicLong();
    private final Random random = new Random(7);
    /** Written by the producer only. */
    private volatile long admitted;

    private volatile @Nullable Throwable failure;
    private @Nullable ProcessResources early;
    private @Nullable ProcessResources late;

    Soak(String time) {
        this.time = Duration.parse(time);
        server = EmbeddedZerobusServer.builder()
                .credentials("soak", "soak-secret")
                .tokenLifetime(Duration.ofMinutes(1))
                .retainRows((int) (this.time.toSeconds() * 1_200 + 10_000))
                .retainBytes(Long.MAX_VALUE)
                .start();
        tokens = OAuthTokenProvider.builder()
                .workspaceUrl(server.workspaceUrl())
                .workspaceId("w")
                .clientId("soak")
                .clientSecret("soak-secret")
                .tokenRefreshBuffer(Duration.ofSeconds(10))
                .build();
        stream = MultiplexedStream.builder()
                .name("soak")
                .endpoint(server.endpoint())
                .table(TABLE)
                .tokenProvider(tokens)
                .listener(new Counts())
                .options(TestStreams.options(4)
                        .recovery(r -> r.backoff(Duration.ofMillis(100))
                                .maxBackoff(Duration.ofSeconds(2))
                                .maxRetries(10))
                        .build())
                .build();
        stream.open();
    }

    private final class Counts implements StreamListener {

        @Override
        public void onRecovery(int subStream, @Nullable ZerobusException cause) {
            recoveries.incrementAndGet();
        }

        @Override
        public void onRotation(int subStream) {
            rotations.incrementAndGet();
        }
    }

    void run() throws Exception {
        Instant start = Instant.now();
        var producing =
                threads.scheduleAtFixedRate(() -> guarded(this::produce), 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
        var faults = threads.scheduleAtFixedRate(() -> guarded(this::fault), 1_000, 1_000, TimeUnit.MILLISECONDS);
        var output = threads.scheduleAtFixedRate(
                () -> guarded(() -> printLine(start)), 60_000, SoakTests.MINUTE.toMillis(), TimeUnit.MILLISECONDS);
        try {
            // The producer ends early only if it fails.
            producing.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            producing.cancel(false);
        }
        faults.cancel(false);
        output.cancel(false);
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            failure = e;
            throw e;
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread produces
    private void produce() {
        for (int i = 0; i < RECORDS_PER_TICK; i++) {
            var unused = stream.ingest(TestStreams.record(admitted));
            admitted++;
        }
    }

    /** Injects a rotation or a transient fault. */
    private void fault() {
        List<ObservedStream> live = server.table(TABLE).liveStreams();
        if (live.isEmpty()) {
            return;
        }
        ObservedStream one = live.get(random.nextInt(live.size()));
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> one.closeSignal(Duration.ofMillis(random.nextInt(1_000)));
            case 4 -> one.fail(StatusCode.UNAVAILABLE);
            case 5 -> one.dropConnection();
            case 6 -> one.resetStream();
            case 7 -> one.goAwayAtOnce();
            case 8 -> server.onTable(TABLE).nextStreams(1).refuse(StatusCode.UNAVAILABLE);
            default -> one.fail(StatusCode.INTERNAL);
        }
    }

    private void printLine(Instant start) {
        StreamSnapshot now = stream.snapshot();
        late = ProcessResources.now();
        if (early == null) {
            early = late;
        }
        System.out.printf(
                "soak %3d min: admitted %d, acked %d, in flight %d, durable %d, recoveries %d, rotations %d, tokens %d, %s%n",
                Duration.between(start, Instant.now()).toMinutes(),
                now.ingestedRecords(),
                now.ackedRecords(),
                now.inflightRequests(),
                server.table(TABLE).durableRecords(),
                recoveries.get(),
                rotations.get(),
                tokens.snapshot().refreshes(),
                late);
    }

    /** Closes the stream and prints the totals. */
    void end() {
        stream.close();
        System.out.printf(
                "soak end: admitted %d = acked %d + unacked %d; acked and not durable %d; repeated %d; poisoned %s%n",
                admitted(),
                acked(),
                unacked(),
                ackedButNotDurable(),
                server.table(TABLE).durableRecords() - acked(),
                stream.snapshot().poison());
    }

    long admitted() {
        return admitted;
    }

    long acked() {
        return stream.snapshot().ackedRecords();
    }

    long unacked() {
        return stream.unackedRecords().size();
    }

    /** Returns the number of keys that are neither durable nor unacked. */
    long ackedButNotDurable() {
        BitSet kept = new BitSet();
        for (DurableRow row : server.table(TABLE).rows()) {
            kept.set(key(row.text()));
        }
        for (UnackedRecord record : stream.unackedRecords()) {
            kept.set(key(new String(record.payload().bytes(), StandardCharsets.UTF_8)));
        }
        return admitted - kept.cardinality();
    }

    private static int key(String record) {
        return Integer.parseInt(record.substring(8, record.length() - 2));
    }

    long recoveries() {
        return recoveries.get();
    }

    long rotations() {
        return rotations.get();
    }

    long tokens() {
        return tokens.snapshot().refreshes();
    }

    ProcessResources early() {
        return java.util.Objects.requireNonNull(early);
    }

    ProcessResources late() {
        return java.util.Objects.requireNonNull(late);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.close();
    }
}
