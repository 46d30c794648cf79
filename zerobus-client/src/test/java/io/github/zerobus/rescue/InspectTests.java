package io.github.zerobus.rescue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.RescueRequest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectTests {

    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_700_000_090_000L), ZoneOffset.UTC);

    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    @BeforeEach
    void fill() {
        try (FileRescueStore store = FileRescueStore.builder(directory).build()) {
            store.open(new FileRescueStoreTests.Events());
            for (int i = 0; i < 6; i++) {
                RescueRequest request = FileRescueStoreTests.request(i % 2, i, 100);
                store.append(request);
            }
            store.removeThrough(1, 5);
        }
    }

    private int run(String... arguments) {
        PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);
        return RescueMain.run(arguments, out, out, CLOCK);
    }

    private String output() {
        return text.toString(StandardCharsets.UTF_8);
    }

    private Path segment() throws Exception {
        try (var files = Files.list(directory)) {
            return files.filter(file -> SegmentNames.id(file.getFileName().toString()) >= 0)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void inspectPrintsCountsAndAges() throws Exception {
        byte[] before = Files.readAllBytes(segment());

        assertThat(run("inspect", directory.toString())).isZero();

        assertThat(output().lines())
                .anyMatch(line -> line.startsWith("3 requests, 3 records, "))
                .contains("oldest: admitted 2023-11-14T22:13:20Z, 1 min 30 s ago")
                .contains("sub-stream 0: 3 requests, positions 0 to 4")
                .noneMatch(line -> line.startsWith("sub-stream 1"));
        assertThat(Files.readAllBytes(segment())).isEqualTo(before);
    }

    @Test
    void inspectPrintsDamageAndChangesNothing() throws Exception {
        byte[] bytes = Files.readAllBytes(segment());
        bytes[200] ^= 1;
        Files.write(segment(), bytes);
        List<Path> before = list();

        assertThat(run("inspect", directory.toString())).isEqualTo(1);

        assertThat(output()).contains("damage: segment-").contains("lost requests: up to 1");
        assertThat(list()).isEqualTo(before);
    }

    private List<Path> list() throws Exception {
        try (var files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    @Test
    void wrongArgumentsPrintTheUsage() {
        assertThat(run("inspect")).isEqualTo(2);
        assertThat(run("inspect", directory.resolve("missing").toString())).isEqualTo(2);
        assertThat(output()).contains("usage: inspect DIR").contains("is not a directory");
    }
}
