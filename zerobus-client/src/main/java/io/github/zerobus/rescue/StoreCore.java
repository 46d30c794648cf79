package io.github.zerobus.rescue;

import io.github.zerobus.RescueStore;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An opened store without threads. {@link SegmentLog#append}, the index and cursors are thread-safe; everything else is
 * for the one thread that keeps the store.
 */
final class StoreCore {

    private static final Logger log = LoggerFactory.getLogger(StoreCore.class);

    private final Disk disk;
    private final long store;
    private final StoreIndex index;
    private final SegmentFiles files;
    private final SegmentLog segments;
    private final AtomicLong damagedPlaces = new AtomicLong();
    private long lostRequests;
    private @Nullable Segment next;

    private StoreCore(Disk disk, StoreLimits limits, long store, StoreScan scan, boolean forces) throws IOException {
        this.disk = disk;
        this.store = store;
        index = scan.index();
        index.takeUnwritten();
        files = new SegmentFiles(disk, limits, store, scan.nextSegment());
        scan.segments().forEach(segment -> files.add(segment.id(), segment.end()));
        Segment first = files.create(scan.nextPosition());
        if (first == null) {
            first = files.createWithoutRoom(scan.nextPosition());
        }
        segments = new SegmentLog(index, first, scan.nextPosition(), limits.bufferSize(), forces);
    }

    /**
     * Reads and repairs a directory.
     *
     * @param forces whether what is written is forced, except where the store needs it for itself
     */
    static StoreCore open(Disk disk, StoreLimits limits, boolean forces) throws IOException {
        StoreScan before = StoreScan.of(disk);
        long store = before.store() == 0 ? ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE) : before.store();
        boolean replaced = new Repair(disk, before, store).run();
        StoreScan scan = replaced ? StoreScan.of(disk) : before;
        StoreCore core = new StoreCore(disk, limits, store, scan, forces);
        core.segments.start();
        core.damagedPlaces.set(before.damagedPlaces());
        core.lostRequests = before.lostRequests();
        for (String leftover : scan.leftovers()) {
            disk.delete(leftover);
        }
        core.clean();
        return core;
    }

    /** What is in the store, and what was damaged when it was opened. */
    RescueStore.Found found() {
        return new RescueStore.Found(index.contents(), damagedPlaces.get(), lostRequests);
    }

    StoreIndex index() {
        return index;
    }

    SegmentLog segments() {
        return segments;
    }

    /** Opens a segment for reading. */
    FrameReader reader(long segment) throws IOException {
        return new FrameReader(disk.open(SegmentNames.of(segment)), new FrameFormat(store, segment), 0);
    }

    /** A request cannot be read. It is removed, since nobody can send it. */
    void reportDamage(long segment, long position) {
        damagedPlaces.incrementAndGet();
        log.error(
                "rescue directory '{}': '{}' is damaged, and request {} is lost",
                disk,
                SegmentNames.of(segment),
                position);
        index.remove(position);
    }

    long damagedPlaces() {
        return damagedPlaces.get();
    }

    /** Bytes that frames occupy, and preallocated space. */
    long bytes() {
        return files.bytes() - segments.unused();
    }

    /** Creates the segment to continue with, unless there is one. Returns whether there is one now. */
    boolean prepare() throws IOException {
        if (next != null && !segments.isNext(next)) {
            next = null;
        }
        if (next == null) {
            next = files.create(segments.progress().next());
            if (next == null) {
                return false;
            }
            segments.offer(next);
        }
        return true;
    }

    /**
     * Writes what was removed, and deletes segments without requests. Removals that only those segments contain are
     * written again before.
     *
     * @return whether there is more room
     */
    boolean clean() throws IOException {
        Removals removals = index.takeUnwritten();
        List<Long> dead = index.deadSegments();
        if (!removals.isEmpty()) {
            segments.append(FrameFormat.REMOVED, removals.body());
        }
        if (dead.isEmpty()) {
            return false;
        }
        List<byte[]> older = index.removedBefore(dead.get(dead.size() - 1));
        for (byte[] body : older) {
            segments.append(FrameFormat.SEGMENT_REMOVED, body);
        }
        if (!older.isEmpty()) {
            segments.force();
        }
        files.delete(dead, segments.progress().next());
        dead.forEach(index::dropSegment);
        return true;
    }

    /** Writes and forces everything and closes the files. An empty store leaves no segment. */
    void close() throws IOException {
        segments.close();
        clean();
        segments.finish();
        boolean empty = index.counts().requests() == 0;
        segments.release();
        files.deleteSpares();
        List<Long> unused =
                empty ? files.ids() : next != null && segments.isNext(next) ? List.of(next.id()) : List.of();
        if (!unused.isEmpty()) {
            files.delete(unused, segments.progress().next());
            files.deleteSpares();
        }
    }

    /** Closes the files of a store that has failed. Nothing more is written. */
    void abandon() {
        try {
            segments.release();
        } catch (IOException e) {
            log.debug("rescue directory '{}': a file could not be closed", disk, e);
        }
    }
}
