package io.github.zerobus.rescue;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates and deletes segments, and counts what they occupy. Keeps the manifest: a segment is listed before it is
 * written, and deleted after it is no longer listed. For one thread, except {@link #bytes}.
 */
final class SegmentFiles {

    private static final Logger log = LoggerFactory.getLogger(SegmentFiles.class);

    /** Segments that are kept to be used again. */
    private static final int MAX_SPARES = 2;

    private static final int ZEROS = 1024 * 1024;

    private final Disk disk;
    private final StoreLimits limits;
    private final long store;
    private final TreeMap<Long, Long> sizes = new TreeMap<>();
    private final Deque<String> spares = new ArrayDeque<>();
    private long nextId;
    private boolean reportedFull;
    private volatile long bytes;

    SegmentFiles(Disk disk, StoreLimits limits, long store, long nextId) {
        this.disk = disk;
        this.limits = limits;
        this.store = store;
        this.nextId = nextId;
    }

    /** Adds a segment that was found. */
    void add(long id, long size) {
        sizes.put(id, size);
        count();
    }

    List<Long> ids() {
        return List.copyOf(sizes.keySet());
    }

    /** Space of all segments, with what is reserved for those that are written. */
    long bytes() {
        return bytes;
    }

    /**
     * Creates a segment and makes it durable.
     *
     * @return null if there is no room for it
     */
    @Nullable
    Segment create(long nextPosition) throws IOException {
        if (bytes + limits.segmentSize() > limits.maxSize()) {
            reportFull("its segments occupy " + bytes + " of " + limits.maxSize() + " bytes (max-size)");
            return null;
        }
        long id = nextId++;
        try {
            DiskFile file = allocate(id);
            if (file == null) {
                return null;
            }
            reportedFull = false;
            return list(id, file, limits.segmentSize(), limits.preallocated(), nextPosition);
        } catch (IOException e) {
            if (!isFull(e)) {
                throw e;
            }
            deleteQuietly(SegmentNames.of(id));
            reportFull("the disk is full: " + e.getMessage());
            return null;
        }
    }

    /** Creates a segment for removals only, for a store that is full when it is opened. */
    Segment createWithoutRoom(long nextPosition) throws IOException {
        long id = nextId++;
        DiskFile file = disk.create(SegmentNames.of(id));
        try {
            putHeader(file, id, false);
        } catch (IOException e) {
            file.close();
            throw e;
        }
        return list(id, file, SegmentHeader.SIZE, false, nextPosition);
    }

    private Segment list(long id, DiskFile file, long capacity, boolean preallocated, long nextPosition)
            throws IOException {
        try {
            disk.sync();
            sizes.put(id, capacity);
            new Manifest(store, nextPosition, sizes.keySet()).write(disk);
            count();
            return new Segment(id, file, new FrameFormat(store, id), capacity, preallocated);
        } catch (IOException e) {
            sizes.remove(id);
            file.close();
            throw e;
        }
    }

    private @Nullable DiskFile allocate(long id) throws IOException {
        String name = SegmentNames.of(id);
        DiskFile file;
        if (spares.isEmpty()) {
            long usable = disk.usableSpace();
            if (usable < limits.segmentSize()) {
                reportFull("the disk has " + usable + " bytes left, less than a segment");
                return null;
            }
            file = disk.create(name);
        } else {
            disk.move(spares.remove(), name);
            file = disk.open(name);
        }
        try {
            if (limits.preallocated()) {
                fill(file);
            }
            putHeader(file, id, limits.preallocated());
            return file;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private void putHeader(DiskFile file, long id, boolean preallocated) throws IOException {
        byte[] header = new SegmentHeader(SegmentHeader.VERSION, preallocated, store, id).encode();
        file.write(0, header, 0, header.length);
        file.force();
    }

    /** Writes zeros where the file has no bytes yet, so that later appends change no metadata. */
    private void fill(DiskFile file) throws IOException {
        byte[] zeros = new byte[ZEROS];
        for (long at = file.size(); at < limits.segmentSize(); at += zeros.length) {
            file.write(at, zeros, 0, (int) Math.min(zeros.length, limits.segmentSize() - at));
        }
    }

    /** Deletes segments. A crash in between leaves files that are not listed, which the next start deletes. */
    void delete(List<Long> ids, long nextPosition) throws IOException {
        ids.forEach(sizes::remove);
        new Manifest(store, nextPosition, sizes.keySet()).write(disk);
        for (long id : ids) {
            if (limits.preallocated() && spares.size() < MAX_SPARES && isWhole(id)) {
                disk.move(SegmentNames.of(id), SegmentNames.spare(id));
                spares.add(SegmentNames.spare(id));
            } else {
                disk.delete(SegmentNames.of(id));
            }
        }
        count();
    }

    private boolean isWhole(long id) throws IOException {
        try (DiskFile file = disk.open(SegmentNames.of(id))) {
            return file.size() == limits.segmentSize();
        }
    }

    /** Deletes the spare segments. */
    void deleteSpares() throws IOException {
        while (!spares.isEmpty()) {
            disk.delete(spares.remove());
        }
    }

    private void count() {
        bytes = sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    private boolean isFull(IOException e) throws IOException {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space")
                || message.contains("not enough space")
                || message.contains("quota")
                || disk.usableSpace() < limits.segmentSize();
    }

    private void deleteQuietly(String name) {
        try {
            disk.delete(name);
        } catch (IOException e) {
            log.debug("rescue directory '{}': '{}' is deleted at the next start", disk, name, e);
        }
    }

    private void reportFull(String reason) {
        if (!reportedFull) {
            reportedFull = true;
            log.warn("rescue directory '{}' is full: {}; it takes requests again when others are acked", disk, reason);
        }
    }
}
