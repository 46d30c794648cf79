package io.github.zerobus.rescue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.InvalidOptionException;
import io.github.zerobus.Payload;
import io.github.zerobus.RescueRequest;
import io.github.zerobus.RescueSnapshot;
import io.github.zerobus.RescueStore;
import io.github.zerobus.RescueStoreException;
import io.github.zerobus.StoredRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("try") // closing is what is tested
class FileRescueStoreTests {

    @TempDir
    Path directory;

    /** Counts what a store reports. */
    static final class Events implements RescueStore.Listener {
        final AtomicInteger room = new AtomicInteger();
        final List<RescueStoreException> failures = new ArrayList<>();

        @Override
        public void onRoom() {
            room.incrementAndGet();
        }

        @Override
        public synchronized void onFailure(RescueStoreException failure) {
            failures.add(failure);
        }

        synchronized int failureCount() {
            return failures.size();
        }
    }

    private final Events events = new Events();

    static RescueRequest request(int subStream, long offset, int size) {
        return new RescueRequest(
                subStream, offset, "key", 1_700_000_000_000L + offset, false, List.of(Payload.proto(new byte[size])));
    }

    static List<Long> offsets(RescueStore store, int subStream) {
        List<Long> offsets = new ArrayList<>();
        try (RescueStore.Cursor cursor = store.read(subStream, 0)) {
            for (StoredRequest next = cursor.next(); next != null; next = cursor.next()) {
                offsets.add(next.request().offset());
            }
        }
        return offsets;
    }

    @Test
    void textNamesTheDirectory() {
        assertThat(FileRescueStore.builder(directory).build()).hasToString("rescue store '" + directory + "'");
    }

    @ParameterizedTest
    @EnumSource(Fsync.class)
    void whatIsNotRemovedIsFoundInOrderAtTheNextStart(Fsync fsync) {
        try (FileRescueStore store =
                FileRescueStore.builder(directory).fsync(fsync).build()) {
            store.open(events);
            List<Long> positions = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                positions.add(store.append(request(i % 2, i, i * 10)));
            }
            store.awaitPersisted(positions.get(99));
            store.removeThrough(0, positions.get(50));
            store.remove(positions.get(53));
        }

        try (FileRescueStore store =
                FileRescueStore.builder(directory).fsync(fsync).build()) {
            RescueStore.Found found = store.open(events);

            assertThat(found.subStreams())
                    .extracting(RescueStore.SubStream::index, RescueStore.SubStream::requests)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(0, 24L), org.assertj.core.groups.Tuple.tuple(1, 49L));
            assertThat(offsets(store, 0)).startsWith(52L, 54L).hasSize(24).isSorted();
            assertThat(offsets(store, 1)).startsWith(1L, 3L).doesNotContain(53L).isSorted();
        }
    }

    @Test
    void threadsThatAppendAtTheSameTimeLoseNothing() throws Exception {
        List<Future<List<Long>>> appended = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (FileRescueStore store = FileRescueStore.builder(directory)
                .fsync(Fsync.OS)
                .segmentSize(100_000)
                .build()) {
            store.open(events);
            for (int t = 0; t < 8; t++) {
                int subStream = t;
                Callable<List<Long>> work = () -> {
                    List<Long> mine = new ArrayList<>();
                    for (int i = 0; i < 500; i++) {
                        long position = store.append(request(subStream, i, 100 + i % 300));
                        store.awaitPersisted(position);
                        mine.add(position);
                    }
                    return mine;
                };
                appended.add(threads.submit(work));
            }
            for (int t = 0; t < 8; t++) {
                assertThat(appended.get(t).get()).isSorted().doesNotHaveDuplicates();
                assertThat(offsets(store, t)).hasSize(500).isSorted();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void interruptedCallersDoNotHarmTheStore() {
        try (FileRescueStore store = FileRescueStore.builder(directory)
                .fsync(Fsync.ALWAYS)
                .segmentSize(20_000)
                .build()) {
            Thread.currentThread().interrupt();
            store.open(events);
            for (int i = 0; i < 100; i++) {
                store.awaitPersisted(store.append(request(0, i, 1000)));
            }
            assertThat(Thread.interrupted()).isTrue();
            Thread.currentThread().interrupt();
            assertThat(offsets(store, 0)).hasSize(100);
            store.close();
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(events.failureCount()).isZero();
    }

    @Test
    void fullStoreAnswersSoAndReportsRoom() {
        try (FileRescueStore store = FileRescueStore.builder(directory)
                .segmentSize(10_000)
                .maxSize(40_000)
                .build()) {
            store.open(events);
            long last = fill(store);

            assertThat(store.append(request(0, 1, 1000))).isEqualTo(RescueStore.FULL);
            assertThat(store.snapshot().bytes()).isLessThanOrEqualTo(40_000);
            store.removeThrough(0, last);

            await().untilAtomic(events.room, org.hamcrest.Matchers.greaterThan(0));
            assertThat(store.append(request(0, 2, 1000))).isGreaterThan(last);
        }
    }

    private static long fill(FileRescueStore store) {
        long last = -1;
        for (long position = 0; position != RescueStore.FULL; position = store.append(request(0, 0, 1000))) {
            last = Math.max(last, position);
        }
        return last;
    }

    @Test
    void requestLargerThanTheMemoryForAppendsIsStored() {
        try (FileRescueStore store = FileRescueStore.builder(directory).build()) {
            store.open(events);
            store.append(request(3, 1, 10));
            store.append(request(3, 2, 5_000_000));
            store.append(request(3, 3, 10));

            assertThat(offsets(store, 3)).containsExactly(1L, 2L, 3L);
            assertThatThrownBy(() -> store.append(request(3, 4, 70_000_000)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("max-size");
        }
    }

    @Test
    void cursorFollowsAppends() {
        try (FileRescueStore store = FileRescueStore.builder(directory).build()) {
            store.open(events);
            try (RescueStore.Cursor cursor = store.read(0, 0)) {
                assertThat(cursor.next()).isNull();
                long position = store.append(request(0, 7, 10));
                StoredRequest next = cursor.next();
                assertThat(next).isNotNull();
                assertThat(next.position()).isEqualTo(position);
                assertThat(cursor.next()).isNull();
            }
        }
    }

    @Test
    void secondStoreInTheJvmIsRefusedAndTheFirstGoesOn() {
        try (FileRescueStore first = FileRescueStore.builder(directory).build();
                FileRescueStore second = FileRescueStore.builder(directory).build()) {
            first.open(events);

            assertThatThrownBy(() -> second.open(new Events()))
                    .isInstanceOf(RescueStoreException.class)
                    .hasMessageContaining(directory.getFileName().toString())
                    .hasMessageContaining("another store of this process")
                    .hasMessageContaining("directory of its own");
            second.close();
            first.awaitPersisted(first.append(request(0, 0, 10)));
        }
        try (FileRescueStore third = FileRescueStore.builder(directory).build()) {
            assertThat(third.open(events).subStreams()).hasSize(1);
        }
    }

    @Test
    void failedForceEndsTheStoreForGood() {
        FakeDisk disk = new FakeDisk();
        FileRescueStore store = FileRescueStore.builder(directory)
                .disk(disk)
                .fsync(Fsync.ALWAYS)
                .segmentSize(10_000)
                .build();
        store.open(events);
        store.awaitPersisted(store.append(request(0, 0, 10)));
        disk.failForces();
        long position = store.append(request(0, 1, 10));

        assertThatThrownBy(() -> store.awaitPersisted(position)).isInstanceOf(RescueStoreException.class);
        disk.healForces();
        assertThatThrownBy(() -> store.awaitPersisted(position)).isInstanceOf(RescueStoreException.class);
        assertThatThrownBy(() -> store.append(request(0, 2, 10)))
                .isInstanceOf(RescueStoreException.class)
                .hasMessageContaining("Input/output error")
                .hasMessageContaining("check the disk");
        await().until(() -> events.failureCount() == 1);
        assertThat(store.snapshot().state()).isEqualTo(RescueSnapshot.State.FAILED);
        assertThat(store.snapshot().failure()).isPresent();
        store.close();
        store.close();
        assertThat(events.failureCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Fsync.class)
    void fullDiskIsNoticedBeforeARequestIsTaken(Fsync fsync) {
        FakeDisk disk = new FakeDisk();
        try (FileRescueStore store = FileRescueStore.builder(directory)
                .disk(disk)
                .fsync(fsync)
                .segmentSize(10_000)
                .maxSize(1_000_000)
                .build()) {
            disk.capacity(35_000);
            store.open(events);
            long last = fill(store);

            assertThat(last).isPositive();
            assertThat(offsets(store, 0)).hasSize((int) last + 1);
            assertThat(store.snapshot().state()).isEqualTo(RescueSnapshot.State.OPEN);
            disk.capacity(Long.MAX_VALUE);
            await().untilAtomic(events.room, org.hamcrest.Matchers.greaterThan(0));
            assertThat(store.append(request(0, 2, 1000))).isEqualTo(last + 1);
        }
    }

    @Test
    void filesBelongToTheirOwnerOnly() throws Exception {
        Path own = directory.resolve("own");
        try (FileRescueStore store = FileRescueStore.builder(own).build()) {
            store.open(events);
            store.append(request(0, 0, 10));

            assertThat(Files.getPosixFilePermissions(own)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
            try (var files = Files.list(own)) {
                assertThat(files)
                        .hasSizeGreaterThan(2)
                        .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                                .isEqualTo(PosixFilePermissions.fromString("rw-------")));
            }
        }
    }

    @Test
    void directoryThatCannotBeCreatedIsNamed() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        try (FileRescueStore store =
                FileRescueStore.builder(file.resolve("store")).build()) {
            assertThatThrownBy(() -> store.open(events))
                    .isInstanceOf(RescueStoreException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("read and write");
            assertThat(store.snapshot().state()).isEqualTo(RescueSnapshot.State.CLOSED);
        }
    }

    @Test
    void snapshotCountsWhatIsThere() {
        try (FileRescueStore store = FileRescueStore.builder(directory).build()) {
            assertThat(store.snapshot().state()).isEqualTo(RescueSnapshot.State.NEW);
            store.open(events);
            assertThat(store.snapshot().oldestMillis()).isEmpty();
            store.append(new RescueRequest(
                    0, 0, null, 5_000, true, List.of(Payload.proto(new byte[5]), Payload.proto(new byte[6]))));
            // The clock is set back between the two.
            long second =
                    store.append(new RescueRequest(1, 0, null, 1_000, false, List.of(Payload.proto(new byte[0]))));

            assertThat(store.snapshot().requests()).isEqualTo(2);
            assertThat(store.snapshot().records()).isEqualTo(3);
            assertThat(store.snapshot().oldestMillis()).hasValue(5_000);
            store.removeThrough(0, second);
            assertThat(store.snapshot().requests()).isEqualTo(1);
            assertThat(store.snapshot().records()).isEqualTo(1);
            assertThat(store.snapshot().oldestMillis()).hasValue(1_000);
        }
    }

    @Test
    void closedStoreRefusesAndForgetsNothing() {
        FileRescueStore store = FileRescueStore.builder(directory).build();
        store.open(events);
        store.append(request(0, 0, 10));
        store.close();
        store.close();

        assertThatThrownBy(() -> store.append(request(0, 1, 10)))
                .isInstanceOf(RescueStoreException.class)
                .hasMessageContaining("is closed");
        assertThatThrownBy(() -> store.open(events)).isInstanceOf(IllegalStateException.class);
        assertThat(store.snapshot().requests()).isEqualTo(1);
        assertThat(events.failureCount()).isZero();
    }

    @Test
    void emptyStoreLeavesNoSegment() throws Exception {
        try (FileRescueStore store =
                FileRescueStore.builder(directory).fsync(Fsync.ALWAYS).build()) {
            store.open(events);
            store.remove(store.append(request(0, 0, 10)));
        }
        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("lock", "manifest");
        }
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        assertThatThrownBy(
                        () -> FileRescueStore.builder(directory).maxSize(1000).build())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("max-size");
        assertThatThrownBy(() -> FileRescueStore.builder(directory)
                        .fsyncInterval(java.time.Duration.ZERO)
                        .build())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("fsync-interval");
    }
}
