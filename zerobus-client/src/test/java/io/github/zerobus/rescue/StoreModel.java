package io.github.zerobus.rescue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.Payload;
import io.github.zerobus.RescueRequest;
import io.github.zerobus.RescueStore;
import io.github.zerobus.StoredRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A store and what it must hold, through crashes of all kinds. Requests are identified by their offset, which is unique
 * here.
 */
final class StoreModel {

    static final int SUB_STREAMS = 3;

    private final Random random;
    private final StoreLimits limits;
    private FakeDisk disk = new FakeDisk();
    private StoreCore core;
    private long offsets;
    private long recoveryStopsAt = Long.MAX_VALUE;

    /** Everything that was ever given to a store, by offset. */
    private final Map<Long, RescueRequest> given = new TreeMap<>();

    /** What a store has confirmed and not removed, by position. */
    private final TreeMap<Long, Long> live = new TreeMap<>();

    private final Set<Long> removed = new HashSet<>();
    private final Set<Long> writtenRemovals = new HashSet<>();
    private final Set<Long> forcedRemovals = new HashSet<>();
    private long writtenTo;
    private long forcedTo;
    private long end;

    StoreModel(Random random, StoreLimits limits) throws IOException {
        this.random = random;
        this.limits = limits;
        core = StoreCore.open(disk, limits, true);
    }

    FakeDisk disk() {
        return disk;
    }

    int liveRequests() {
        return live.size();
    }

    void append() throws IOException {
        RescueRequest request = request();
        given.put(request.offset(), request);
        RequestFrame frame = new RequestFrame(request);
        if (!limits.fits(frame.length())) {
            return;
        }
        long position = core.segments().append(frame);
        if (position == SegmentLog.NO_SEGMENT && core.prepare()) {
            position = core.segments().append(frame);
        }
        if (position >= 0) {
            live.put(position, request.offset());
            end = position + 1;
        }
    }

    private RescueRequest request() {
        boolean batch = random.nextInt(4) == 0;
        int count = batch ? 1 + random.nextInt(3) : 1;
        List<Payload> payloads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[random.nextInt(random.nextInt(20) == 0 ? 900 : 60)];
            random.nextBytes(bytes);
            payloads.add(
                    random.nextBoolean() && payloads.isEmpty() && count == 1
                            ? Payload.proto(bytes)
                            : Payload.json(bytes));
        }
        String key = random.nextBoolean() ? null : "key-" + random.nextInt(100);
        return new RescueRequest(
                random.nextInt(SUB_STREAMS), offsets++, key, random.nextLong(2_000_000_000_000L), batch, payloads);
    }

    void write() throws IOException {
        core.segments().writeThrough(end - 1);
        writtenTo = end;
    }

    void force() throws IOException {
        core.segments().force();
        writtenTo = end;
        forcedTo = end;
        forcedRemovals.addAll(writtenRemovals);
    }

    void clean() throws IOException {
        Set<Long> before = new HashSet<>(removed);
        core.clean();
        writtenRemovals.addAll(before);
    }

    void remove() {
        if (live.isEmpty()) {
            return;
        }
        List<Long> positions = List.copyOf(live.keySet());
        long position = positions.get(random.nextInt(positions.size()));
        removed.add(live.remove(position));
        core.index().remove(position);
    }

    void removeThrough() {
        if (live.isEmpty()) {
            return;
        }
        int subStream = random.nextInt(SUB_STREAMS);
        long position = live.firstKey() + random.nextInt((int) (live.lastKey() - live.firstKey() + 1));
        core.index().removeThrough(subStream, position);
        Map<Long, Long> gone = live.headMap(position, true);
        List<Long> positions = gone.entrySet().stream()
                .filter(entry -> subStreamOf(entry.getValue()) == subStream)
                .map(Map.Entry::getKey)
                .toList();
        positions.forEach(at -> removed.add(live.remove(at)));
    }

    private RescueRequest given(long offset) {
        return Objects.requireNonNull(given.get(offset));
    }

    private int subStreamOf(long offset) {
        return given(offset).subStream();
    }

    void prepare() throws IOException {
        core.prepare();
    }

    /** What the store holds is what it has confirmed. */
    void check() throws IOException {
        TreeMap<Long, Long> read = new TreeMap<>();
        readAll().forEach(stored -> read.put(stored.position(), stored.request().offset()));
        assertThat(read).isEqualTo(live);
        StoreIndex.Counts counts = core.index().counts();
        assertThat(counts.requests()).isEqualTo(live.size());
        assertThat(counts.records())
                .isEqualTo(live.values().stream()
                        .mapToLong(offset -> given(offset).payloads().size())
                        .sum());
    }

    void close() throws IOException {
        core.close();
        writtenTo = end;
        forcedTo = end;
        writtenRemovals.addAll(removed);
        forcedRemovals.addAll(removed);
        disk = random.nextBoolean() ? disk.afterKill() : disk.afterPowerLoss(random);
        reopen(forcedTo, forcedRemovals, true);
    }

    void kill() throws IOException {
        disk = disk.afterKill();
        reopen(writtenTo, writtenRemovals, true);
    }

    void losePower() throws IOException {
        disk = disk.afterPowerLoss(random);
        reopen(forcedTo, forcedRemovals, false);
    }

    /** The next recovery stops at this operation of the disk. */
    void stopRecoveryAt(long operation) {
        recoveryStopsAt = operation;
    }

    private void reopen(long safeTo, Set<Long> safeRemovals, boolean complete) throws IOException {
        disk.stopAfter(recoveryStopsAt);
        core = StoreCore.open(disk, limits, true);
        disk.stopAfter(Long.MAX_VALUE);
        if (complete) {
            assertThat(core.found().damagedPlaces()).isZero();
            assertThat(core.found().lostRequests()).isZero();
        }
        List<StoredRequest> found = readAll();
        checkFound(found, safeTo, safeRemovals);
        checkSummary(found);
        live.clear();
        found.forEach(stored -> live.put(stored.position(), stored.request().offset()));
        removed.removeAll(live.values());
        end = core.segments().progress().next();
        writtenTo = end;
        forcedTo = end;
        writtenRemovals.clear();
        writtenRemovals.addAll(safeRemovals);
        forcedRemovals.retainAll(writtenRemovals);
    }

    private void checkFound(List<StoredRequest> found, long safeTo, Set<Long> safeRemovals) {
        List<Long> offsetsFound =
                found.stream().map(stored -> stored.request().offset()).toList();
        assertThat(offsetsFound).doesNotHaveDuplicates();
        found.forEach(stored -> assertThat(text(stored.request()))
                .isEqualTo(text(given(stored.request().offset()))));
        assertThat(offsetsFound).containsAll(live.headMap(safeTo).values());
        assertThat(Collections.disjoint(offsetsFound, safeRemovals)).isTrue();
    }

    private void checkSummary(List<StoredRequest> found) {
        Map<Integer, List<Long>> positions = found.stream()
                .collect(Collectors.groupingBy(
                        stored -> stored.request().subStream(),
                        TreeMap::new,
                        Collectors.mapping(StoredRequest::position, Collectors.toList())));
        List<RescueStore.SubStream> expected = positions.entrySet().stream()
                .map(entry -> new RescueStore.SubStream(
                        entry.getKey(),
                        entry.getValue().size(),
                        entry.getValue().get(0),
                        entry.getValue().get(entry.getValue().size() - 1)))
                .toList();
        assertThat(core.found().subStreams()).isEqualTo(expected);
    }

    /** Everything by sub-stream, in order. */
    List<StoredRequest> readAll() throws IOException {
        List<StoredRequest> all = new ArrayList<>();
        for (int subStream = 0; subStream < SUB_STREAMS; subStream++) {
            LogCursor cursor = new LogCursor(core, subStream, 0);
            long last = -1;
            for (StoredRequest stored = cursor.next(); stored != null; stored = cursor.next()) {
                assertThat(stored.position()).isGreaterThan(last);
                assertThat(stored.request().subStream()).isEqualTo(subStream);
                last = stored.position();
                all.add(stored);
            }
            cursor.close();
        }
        return all;
    }

    static String text(RescueRequest request) {
        return request + " " + request.key() + " " + request.admittedAtMillis() + " " + request.batch() + " "
                + request.payloads().stream()
                        .map(payload ->
                                payload.recordType() + ":" + new String(payload.bytes(), StandardCharsets.ISO_8859_1))
                        .toList();
    }
}
