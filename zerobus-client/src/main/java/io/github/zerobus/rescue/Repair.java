package io.github.zerobus.rescue;

import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the files of a scanned directory clean: cuts incomplete appends, and replaces each damaged segment by a copy
 * without the damaged places. The damaged file stays in the directory under another name.
 */
final class Repair {

    private static final Logger log = LoggerFactory.getLogger(Repair.class);

    private final Disk disk;
    private final StoreScan scan;
    private final long store;

    Repair(Disk disk, StoreScan scan, long store) {
        this.disk = disk;
        this.scan = scan;
        this.store = store;
    }

    /** Returns whether a segment was replaced, so that offsets in it are others than those of the scan. */
    boolean run() throws IOException {
        boolean replaced = false;
        for (String problem : scan.problems()) {
            log.error("rescue directory '{}': {}; what is in the other files is used", disk, problem);
        }
        List<SegmentScan> segments = scan.segments();
        for (SegmentScan segment : segments) {
            finishReplacement(segment);
            if (segment.problems().isEmpty()) {
                cut(segment);
            } else {
                replace(segment);
                replaced = true;
            }
        }
        if (scan.lostRequests() > 0) {
            log.error(
                    "rescue directory '{}': up to {} requests are lost in the damaged places",
                    disk,
                    scan.lostRequests());
        }
        return replaced;
    }

    private void cut(SegmentScan segment) throws IOException {
        if (segment.end() >= segment.size()) {
            return;
        }
        if (segment.tornBytes() > 0) {
            log.warn(
                    "rescue directory '{}': '{}' ends with {} bytes of an append that was not completed; they are cut",
                    disk,
                    segment.name(),
                    segment.tornBytes());
        }
        try (DiskFile file = disk.open(SegmentNames.of(segment.id()))) {
            file.truncate(segment.end());
            file.force();
        }
    }

    /** A crash between the two renames of {@link #replace} left the copy under its first name. */
    private void finishReplacement(SegmentScan segment) throws IOException {
        if (!segment.name().equals(SegmentNames.of(segment.id()))) {
            disk.move(segment.name(), SegmentNames.of(segment.id()));
            disk.sync();
        }
    }

    private void replace(SegmentScan segment) throws IOException {
        String aside = free(segment.id());
        log.error(
                "rescue directory '{}': '{}' is damaged: {}; it is kept as '{}', and its other requests are used",
                disk,
                segment.name(),
                String.join("; ", segment.problems()),
                aside);
        copy(segment);
        disk.sync();
        disk.move(SegmentNames.of(segment.id()), aside);
        disk.move(SegmentNames.repaired(segment.id()), SegmentNames.of(segment.id()));
        disk.sync();
    }

    private String free(long id) throws IOException {
        List<String> files = disk.list();
        int number = 1;
        while (files.contains(SegmentNames.damaged(id, number))) {
            number++;
        }
        return SegmentNames.damaged(id, number);
    }

    private void copy(SegmentScan segment) throws IOException {
        FrameFormat format = new FrameFormat(store, segment.id());
        try (DiskFile from = disk.open(SegmentNames.of(segment.id()));
                DiskFile to = disk.create(SegmentNames.repaired(segment.id()))) {
            long at = append(to, 0, new SegmentHeader(SegmentHeader.VERSION, false, store, segment.id()).encode());
            for (SegmentScan.Range range : segment.ranges()) {
                if (range.position() > 0) {
                    at = append(to, at, format.frame(FrameFormat.GAP, range.position(), new byte[0]));
                }
                at = copy(from, range, to, at);
            }
            append(to, at, format.frame(FrameFormat.GAP, segment.expected(), new byte[0]));
            to.force();
        }
    }

    private static long append(DiskFile to, long at, byte[] bytes) throws IOException {
        to.write(at, bytes, 0, bytes.length);
        return at + bytes.length;
    }

    private static long copy(DiskFile from, SegmentScan.Range range, DiskFile to, long start) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long at = start;
        long read = range.from();
        while (read < range.to()) {
            int count = from.read(read, buffer, 0, (int) Math.min(buffer.length, range.to() - read));
            if (count < 0) {
                throw new IOException("the file became shorter while it was copied");
            }
            to.write(at, buffer, 0, count);
            read += count;
            at += count;
        }
        return at;
    }
}
