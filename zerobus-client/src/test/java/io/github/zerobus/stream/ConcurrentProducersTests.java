package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.open;
import static io.github.zerobus.stream.TestStreams.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.zerobus.Payload;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.ObservedStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows with unique keys from 16 threads over 8 sub-streams, compared as sets. */
@Timeout(120)
class ConcurrentProducersTests {

    private static final int THREADS = 16;
    private static final int SUB_STREAMS = 8;

    private static List<String> generated(int rows, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, rows)
                .mapToObj(i -> "{\"key\":" + i + ",\"value\":" + random.nextInt(1_000_000) + ",\"text\":\""
                        + "x".repeat(random.nextInt(40)) + "\"}")
                .toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void allGeneratedRowsAreDurable(boolean dropConnections) throws Exception {
        ingestAndVerify(generated(150_000, 42), dropConnections);
    }

    /** Real measurements, keyed by file and line; skipped if they are not available. */
    @Test
    void allMeasuredRowsAreDurable() throws Exception {
        Path nab = Path.of("../../shared/data/nab");
        assumeTrue(Files.isDirectory(nab), "the NAB data is not available");
        List<String> rows = new ArrayList<>();
        try (Stream<Path> files = Files.walk(nab)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".csv"))
                    .sorted()
                    .toList()) {
                rows.addAll(rows(file));
            }
        }
        assertThat(rows).hasSize(152_965);
        ingestAndVerify(rows, true);
    }

    private static List<String> rows(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> rows = new ArrayList<>();
        for (int line = 1; line < lines.size(); line++) {
            String[] cells = lines.get(line).split(",", 2);
            rows.add("{\"key\":\"" + file.getFileName() + ":" + line + "\",\"at\":\"" + cells[0] + "\",\"value\":\""
                    + cells[1] + "\"}");
        }
        return rows;
    }

    private static void ingestAndVerify(List<String> rows, boolean dropConnections) throws Exception {
        try (EmbeddedZerobusServer server =
                EmbeddedZerobusServer.builder().retainBytes(Long.MAX_VALUE).start()) {
            if (dropConnections) {
                for (int index = 0; index < SUB_STREAMS; index++) {
                    server.onTable(TABLE).stream(index)
                            .afterMessages(20 + index)
                            .dropConnection();
                }
            }
            try (MultiplexedStream stream = open(server, options(SUB_STREAMS))) {
                ingest(stream, rows);
                assertThat(stream.flush().complete()).isTrue();
                assertThat(stream.snapshot().ackedRecords()).isEqualTo(rows.size());
            }
            List<String> durable =
                    server.table(TABLE).rows().stream().map(row -> row.text()).toList();
            assertThat(new HashSet<>(durable)).isEqualTo(new HashSet<>(rows));
            if (dropConnections) {
                assertThat(server.table(TABLE).streams()).hasSize(2 * SUB_STREAMS);
                assertDuplicatesWereSentOnDroppedCalls(server, durable);
            } else {
                assertThat(durable).hasSize(rows.size());
            }
        }
    }

    private static void assertDuplicatesWereSentOnDroppedCalls(EmbeddedZerobusServer server, List<String> durable) {
        Set<String> seen = new HashSet<>();
        Set<String> duplicates = durable.stream().filter(row -> !seen.add(row)).collect(Collectors.toSet());
        Set<String> sentOnDroppedCalls = new HashSet<>();
        for (ObservedStream stream : server.table(TABLE).streams().subList(0, SUB_STREAMS)) {
            stream.messages().stream()
                    .skip(stream.ackedMessages())
                    .flatMap(message -> message.records().stream())
                    .forEach(bytes -> sentOnDroppedCalls.add(bytes.toStringUtf8()));
            // Acks in transit when the connection was dropped never arrived.
            stream.messages().stream()
                    .limit(stream.ackedMessages())
                    .flatMap(message -> message.records().stream())
                    .forEach(bytes -> sentOnDroppedCalls.add(bytes.toStringUtf8()));
        }
        assertThat(sentOnDroppedCalls).containsAll(duplicates);
    }

    private static void ingest(MultiplexedStream stream, List<String> rows) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        var threads = Executors.newFixedThreadPool(THREADS);
        for (int t = 0; t < THREADS; t++) {
            threads.execute(() -> {
                for (int i = next.getAndIncrement(); i < rows.size(); i = next.getAndIncrement()) {
                    stream.ingest(Payload.json(rows.get(i)));
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }
}
