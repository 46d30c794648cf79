package io.github.zerobus.rescue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads all segments of a directory and notes what is wrong. Changes nothing. */
final class StoreScan {

    private final Disk disk;
    private final StoreIndex index = new StoreIndex();
    private final List<SegmentScan> segments = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<String> files;
    private final @Nullable Manifest manifest;

    private StoreScan(Disk disk) throws IOException {
        this.disk = disk;
        files = new TreeSet<>(disk.list());
        manifest = files.contains(Manifest.FILE) ? Manifest.read(disk) : null;
    }

    static StoreScan of(Disk disk) throws IOException {
        StoreScan scan = new StoreScan(disk);
        scan.run();
        return scan;
    }

    private void run() throws IOException {
        Set<Long> ids = idsOnDisk();
        if (manifest != null) {
            ids = new TreeSet<>(manifest.segments());
        } else if (files.contains(Manifest.FILE)) {
            problems.add("the manifest is damaged");
        } else if (!ids.isEmpty()) {
            problems.add("the manifest is missing");
        }
        long store = store();
        SegmentScan before = null;
        boolean reported = false;
        long lastId = -1;
        for (long id : ids) {
            reported = reported && id == lastId + 1;
            before = id == lastId + 1 ? before : null;
            lastId = id;
            SegmentScan scan = scan(id, store);
            if (scan == null || scan.isEmpty()) {
                reported |= scan == null || !scan.problems().isEmpty();
                continue;
            }
            if (before != null && scan.startPosition() >= 0) {
                before.endsBefore(scan.startPosition(), reported || scan.startsDamaged());
            }
            before = scan;
            reported = false;
        }
    }

    private @Nullable SegmentScan scan(long id, long store) throws IOException {
        String name = SegmentNames.existing(id, files);
        if (name == null) {
            problems.add("segment " + id + " is missing");
            return null;
        }
        SegmentScan scan = new SegmentScan(id, name, index);
        scan.run(disk, store);
        segments.add(scan);
        return scan;
    }

    private Set<Long> idsOnDisk() {
        Set<Long> ids = new TreeSet<>();
        for (String file : files) {
            long id = SegmentNames.id(file);
            if (id >= 0) {
                ids.add(id);
            }
        }
        return ids;
    }

    /** Number of the store; 0 if there is none yet or it is lost. */
    long store() throws IOException {
        if (manifest != null) {
            return manifest.store();
        }
        for (long id : idsOnDisk()) {
            String name = SegmentNames.existing(id, files);
            if (name != null) {
                try (DiskFile file = disk.open(name)) {
                    byte[] bytes = new byte[SegmentHeader.SIZE];
                    file.read(0, bytes, 0, bytes.length);
                    SegmentHeader header = SegmentHeader.decode(bytes);
                    if (header != null && header.id() == id) {
                        return header.store();
                    }
                }
            }
        }
        return 0;
    }

    StoreIndex index() {
        return index;
    }

    List<SegmentScan> segments() {
        return segments;
    }

    /** Files that are of no use any more. */
    List<String> leftovers() {
        Set<Long> used = new TreeSet<>();
        segments.forEach(segment -> used.add(segment.id()));
        List<String> found = new ArrayList<>();
        for (String file : files) {
            long id = SegmentNames.id(file);
            boolean replaced = id >= 0
                    && segments.stream().noneMatch(segment -> segment.name().equals(file));
            if (file.equals(Manifest.NEW_FILE) || SegmentNames.isSpare(file) || replaced) {
                found.add(file);
            }
        }
        return Collections.unmodifiableList(found);
    }

    /** What is wrong with the directory as a whole, as parts of sentences. */
    List<String> problems() {
        return problems;
    }

    long damagedPlaces() {
        return problems.size()
                + segments.stream().mapToLong(scan -> scan.problems().size()).sum();
    }

    long lostRequests() {
        return segments.stream().mapToLong(SegmentScan::lost).sum();
    }

    /** The next position to be assigned. */
    long nextPosition() {
        long known = manifest == null ? 0 : manifest.nextPosition();
        return segments.stream().mapToLong(SegmentScan::expected).reduce(known, Math::max);
    }

    /**
     * A number that no segment has had. It does not follow the last one, because positions do not continue without a
     * gap after a crash, and only segments with consecutive numbers are compared.
     */
    long nextSegment() {
        long last = idsOnDisk().stream().mapToLong(Long::longValue).max().orElse(0);
        long listed = manifest == null
                ? 0
                : manifest.segments().stream().mapToLong(Long::longValue).max().orElse(0);
        return Math.max(last, listed) + 2;
    }
}
