package io.github.zerobus.rescue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.RescueStore;
import io.github.zerobus.RescueStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed at random moments, during recovery and changes of segments too. */
class KillTests {

    private static final List<Fsync> MODES = List.of(Fsync.values());

    private final Set<Long> kept = new HashSet<>();

    @TempDir
    Path directory;

    @TempDir
    Path outputs;

    @Test
    void whatAKilledProcessHadPersistedIsFound() throws Exception {
        kill(12);
    }

    @Test
    @Tag("long")
    void whatAKilledProcessHadPersistedIsFoundAHundredTimes() throws Exception {
        kill(100);
    }

    private Path output() {
        return outputs.resolve("out.txt");
    }

    /** All complete lines. */
    private String printed() throws IOException {
        String text = Files.readString(output());
        return text.substring(0, text.lastIndexOf('\n') + 1);
    }

    private void awaitOutput(Predicate<String> expected) {
        await().atMost(1, TimeUnit.MINUTES)
                .pollInterval(2, TimeUnit.MILLISECONDS)
                .until(() -> expected.test(printed()));
    }

    private void kill(int times) throws IOException, InterruptedException {
        Random random = new Random(7);
        for (int run = 0; run < times; run++) {
            Fsync fsync = MODES.get(run % 3);
            Process process = KilledProcess.start(directory, output(), fsync, run * 100_000_000L);
            try {
                long lines = random.nextInt(4) == 0 ? 0 : random.nextInt(1500);
                awaitOutput(text -> text.startsWith("started") && text.lines().count() > lines);
            } finally {
                process.destroyForcibly().waitFor();
            }
            printed()
                    .lines()
                    .filter(line -> line.matches("kept \\d+"))
                    .forEach(line -> kept.add(Long.parseLong(line.substring("kept ".length()))));
            check(fsync);
        }
        assertThat(kept).isNotEmpty();
    }

    /** Everything that was kept is there; then most of it is removed, so that the store is not full. */
    private void check(Fsync fsync) {
        try (FileRescueStore store = FileRescueStore.builder(directory)
                .fsync(fsync)
                .segmentSize(64 * 1024)
                .maxSize(4 * 1024 * 1024)
                .build()) {
            RescueStore.Found found = store.open(new FileRescueStoreTests.Events());
            assertThat(found.damagedPlaces()).isZero();
            Set<Long> offsets = new HashSet<>();
            for (RescueStore.SubStream subStream : found.subStreams()) {
                List<Long> inOrder = FileRescueStoreTests.offsets(store, subStream.index());
                assertThat(inOrder).isSorted().doesNotHaveDuplicates();
                offsets.addAll(inOrder);
            }
            assertThat(offsets).containsAll(kept);
            for (RescueStore.SubStream subStream : found.subStreams()) {
                store.removeThrough(subStream.index(), subStream.lastPosition() - 5);
            }
            kept.clear();
            found.subStreams()
                    .forEach(subStream -> kept.addAll(FileRescueStoreTests.offsets(store, subStream.index())));
        }
    }

    @Test
    void directoryOfAnotherProcessIsRefusedAgainAndAgain() throws Exception {
        Process process = KilledProcess.start(directory, output(), Fsync.OS, 0);
        try {
            awaitOutput(text -> text.contains("kept"));
            for (int attempt = 0; attempt < 2; attempt++) {
                try (FileRescueStore store = FileRescueStore.builder(directory).build()) {
                    assertThatThrownBy(() -> store.open(new FileRescueStoreTests.Events()))
                            .isInstanceOf(RescueStoreException.class)
                            .hasMessageContaining(directory.toString())
                            .hasMessageContaining("in use by process " + process.pid());
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void refusedStoreOfThisJvmLeavesTheLockAgainstOtherProcesses() throws Exception {
        try (FileRescueStore first = FileRescueStore.builder(directory).build();
                FileRescueStore second = FileRescueStore.builder(directory).build()) {
            first.open(new FileRescueStoreTests.Events());
            assertThatThrownBy(() -> second.open(new FileRescueStoreTests.Events()))
                    .isInstanceOf(RescueStoreException.class);

            Process process = KilledProcess.start(directory, output(), Fsync.OS, 0);
            try {
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isEqualTo(1);
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }
}
