package io.github.zerobus.rescue;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.zerobus.RescueStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Which requests are in the store, and what was removed and is not written yet. Thread-safe; nobody waits for a disk
 * while holding its lock.
 */
final class StoreIndex {

    private static final int SUB_STREAMS = 64;

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final TreeMap<Long, SegmentIndex> byId = new TreeMap<>();

    /** By the position of the first request; segments without requests are missing. */
    @GuardedBy("lock")
    private final TreeMap<Long, SegmentIndex> byPosition = new TreeMap<>();

    @GuardedBy("lock")
    private SegmentIndex current = new SegmentIndex(-1);

    /** For each sub-stream, the position up to which all its requests are removed. */
    @GuardedBy("lock")
    private final long[] removedThrough = new long[SUB_STREAMS];

    @GuardedBy("lock")
    private Removals unwritten = new Removals();

    @GuardedBy("lock")
    private long requests;

    @GuardedBy("lock")
    private long records;

    @GuardedBy("lock")
    private long end;

    /** Where to find a request: not before this offset of a segment. */
    record Place(long segment, long position, int nearOffset) {}

    /** Requests that follow belong to this segment. */
    void startSegment(long id) {
        lock.lock();
        try {
            current = new SegmentIndex(id);
            byId.put(id, current);
        } finally {
            lock.unlock();
        }
    }

    void add(long position, int subStream, int recordCount, long millis, int offset) {
        lock.lock();
        try {
            current.add(position, subStream, recordCount, millis, offset);
            if (current.firstPosition() == position) {
                byPosition.put(position, current);
            }
            requests++;
            records += recordCount;
            end = position + 1;
        } finally {
            lock.unlock();
        }
    }

    /** Removes a request. Returns whether it was there. */
    boolean remove(long position) {
        lock.lock();
        try {
            SegmentIndex segment = segmentOf(position);
            if (segment == null || !count(segment.remove(position))) {
                return false;
            }
            unwritten.add(position);
            return true;
        } finally {
            lock.unlock();
        }
    }

    void removeThrough(int subStream, long position) {
        lock.lock();
        try {
            long last = Math.min(position, end - 1);
            long from = removedThrough[subStream];
            if (last < from) {
                return;
            }
            Long start = byPosition.floorKey(from);
            for (SegmentIndex segment : byPosition
                    .subMap(start == null ? from : start, true, last, true)
                    .values()) {
                removeIn(segment, subStream, from, last);
            }
            removedThrough[subStream] = last + 1;
            unwritten.addThrough(subStream, last);
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void removeIn(SegmentIndex segment, int subStream, long from, long last) {
        long position = segment.nextLive(subStream, from);
        while (position >= 0 && position <= last) {
            count(segment.remove(position));
            position = segment.nextLive(subStream, position + 1);
        }
    }

    /** Removes the requests of a segment whose bits are set. */
    void removeBits(long segmentId, long firstPosition, byte[] bits) {
        lock.lock();
        try {
            SegmentIndex segment = byId.get(segmentId);
            if (segment == null) {
                return;
            }
            for (int at = 0; at < bits.length * 8; at++) {
                if ((bits[at / 8] & 1 << (at % 8)) != 0 && segment.isLive(firstPosition + at)) {
                    count(segment.remove(firstPosition + at));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private boolean count(int removedRecords) {
        if (removedRecords > 0) {
            requests--;
            records -= removedRecords;
        }
        return removedRecords > 0;
    }

    @GuardedBy("lock")
    private @Nullable SegmentIndex segmentOf(long position) {
        Map.Entry<Long, SegmentIndex> entry = byPosition.floorEntry(position);
        return entry == null || position >= entry.getValue().endPosition() ? null : entry.getValue();
    }

    boolean isLive(long position) {
        lock.lock();
        try {
            SegmentIndex segment = segmentOf(position);
            return segment != null && segment.isLive(position);
        } finally {
            lock.unlock();
        }
    }

    /** The next request of a sub-stream at or behind a position, or null if there is none. */
    @Nullable
    Place nextLive(int subStream, long from) {
        lock.lock();
        try {
            Long start = byPosition.floorKey(from);
            for (SegmentIndex segment :
                    byPosition.tailMap(start == null ? from : start, true).values()) {
                long position = segment.nextLive(subStream, from);
                if (position >= 0) {
                    return new Place(segment.id(), position, segment.offsetNear(position));
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Takes what was removed since the last call. */
    Removals takeUnwritten() {
        lock.lock();
        try {
            Removals taken = unwritten;
            unwritten = new Removals();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    boolean hasUnwritten() {
        lock.lock();
        try {
            return !unwritten.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Segments that are not the current one and have no request left. */
    List<Long> deadSegments() {
        lock.lock();
        try {
            SegmentIndex last = current;
            return byId.values().stream()
                    .filter(segment -> segment.live() == 0 && segment != last)
                    .map(SegmentIndex::id)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** What was removed in the segments before one, as bodies of frames. */
    List<byte[]> removedBefore(long segmentId) {
        lock.lock();
        try {
            return byId.headMap(segmentId).values().stream()
                    .filter(segment -> segment.live() > 0)
                    .map(segment -> Removals.ofSegment(segment.id(), segment.firstPosition(), segment.removedBits()))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    void dropSegment(long id) {
        lock.lock();
        try {
            SegmentIndex segment = byId.remove(id);
            if (segment != null && !segment.isEmpty()) {
                byPosition.remove(segment.firstPosition());
            }
        } finally {
            lock.unlock();
        }
    }

    /** What is in the store, by sub-stream. */
    List<RescueStore.SubStream> contents() {
        lock.lock();
        try {
            List<RescueStore.SubStream> found = new ArrayList<>();
            for (int index = 0; index < SUB_STREAMS; index++) {
                contentsOf(index, found);
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void contentsOf(int subStream, List<RescueStore.SubStream> found) {
        long count = 0;
        long first = -1;
        long last = -1;
        for (SegmentIndex segment : byPosition.values()) {
            long position = segment.nextLive(subStream, 0);
            while (position >= 0) {
                first = first < 0 ? position : first;
                last = position;
                count++;
                position = segment.nextLive(subStream, position + 1);
            }
        }
        if (count > 0) {
            found.add(new RescueStore.SubStream(subStream, count, first, last));
        }
    }

    /** Numbers of one moment. */
    record Counts(long requests, long records, OptionalLong oldestMillis) {}

    Counts counts() {
        lock.lock();
        try {
            OptionalLong oldest = byPosition.values().stream()
                    .filter(segment -> segment.live() > 0)
                    .mapToLong(SegmentIndex::oldestMillis)
                    .findFirst();
            return new Counts(requests, records, oldest);
        } finally {
            lock.unlock();
        }
    }
}
