package io.github.zerobus.rescue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one segment into an index and notes what is wrong with it. Changes nothing. */
final class SegmentScan {

    /**
     * Frames that follow each other.
     *
     * @param from offset of the first
     * @param to offset behind the last
     * @param position the first request in them has this position or a later one
     */
    record Range(long from, long to, long position) {}

    private final long id;
    private final String name;
    private final StoreIndex index;
    private final List<Range> ranges = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private @Nullable SegmentHeader header;
    private long size;
    private long end = SegmentHeader.SIZE;
    private long lost;

    /** Position that the next request must have, or -1 if it is unknown. */
    private long expected = -1;

    private long startPosition = -1;
    private boolean empty = true;
    private boolean damagedTail;
    private boolean closed;

    SegmentScan(long id, String name, StoreIndex index) {
        this.id = id;
        this.name = name;
        this.index = index;
    }

    void run(Disk disk, long store) throws IOException {
        DiskFile file = disk.open(name);
        size = file.size();
        try (FrameReader reader = new FrameReader(file, new FrameFormat(store, id), size)) {
            readHeader(disk, file, store);
            index.startSegment(id);
            while (reader.next(FrameReader.ALL)) {
                if (reader.at() > reader.skippedFrom()) {
                    problems.add("bytes " + reader.skippedFrom() + " to " + reader.at() + " are damaged");
                    ranges.add(new Range(reader.at(), reader.end(), reader.position()));
                } else {
                    extend(reader.at(), reader.end());
                }
                take(reader);
                end = reader.end();
                empty = false;
            }
            checkTail(reader);
        }
    }

    private void extend(long from, long to) {
        if (ranges.isEmpty()) {
            ranges.add(new Range(from, to, 0));
        } else {
            Range last = ranges.remove(ranges.size() - 1);
            ranges.add(new Range(last.from(), to, last.position()));
        }
    }

    private void readHeader(Disk disk, DiskFile file, long store) throws IOException {
        byte[] bytes = new byte[SegmentHeader.SIZE];
        file.read(0, bytes, 0, bytes.length);
        header = SegmentHeader.decode(bytes);
        if (header != null && header.version() > SegmentHeader.VERSION) {
            throw Manifest.newer(disk, header.version());
        }
        if (header == null || header.store() != store || header.id() != id) {
            header = null;
            problems.add("its header is damaged");
        }
    }

    private void take(FrameReader reader) throws IOException {
        long position = reader.position();
        ByteBuffer body = reader.body();
        closed = reader.type() == FrameFormat.END;
        if (empty && reader.type() != FrameFormat.GAP) {
            startPosition = position;
        }
        switch (reader.type()) {
            case FrameFormat.REQUEST -> takeRequest(position, body, reader.at());
            case FrameFormat.GAP -> expected = Math.max(expected, position);
            case FrameFormat.REMOVED, FrameFormat.SEGMENT_REMOVED -> applyRemoval(reader.type(), body);
            default -> noteGap(position);
        }
    }

    private void takeRequest(long position, ByteBuffer body, long at) {
        if (position < expected) {
            problems.add("request " + position + " is there twice");
            return;
        }
        noteGap(position);
        index.add(position, RequestFrame.subStream(body), RequestFrame.records(body), RequestFrame.millis(body), (int)
                at);
        expected = position + 1;
    }

    private void noteGap(long position) {
        if (expected >= 0 && position > expected) {
            lost += position - expected;
        }
        expected = Math.max(expected, position);
    }

    private void applyRemoval(byte type, ByteBuffer body) {
        if (type == FrameFormat.SEGMENT_REMOVED) {
            long segment = body.getLong();
            long from = body.getLong();
            byte[] bits = new byte[body.remaining()];
            body.get(bits);
            index.removeBits(segment, from, bits);
            return;
        }
        for (int ranges = body.get(); ranges > 0; ranges--) {
            int subStream = body.get();
            index.removeThrough(subStream, body.getLong());
        }
        while (body.hasRemaining()) {
            index.remove(body.getLong());
        }
    }

    /** A whole frame with a damaged body was written once; anything else may be an append that a crash cut short. */
    private void checkTail(FrameReader reader) throws IOException {
        damagedTail = reader.isDamagedFrame(end);
        if (damagedTail) {
            problems.add("its last frame, at byte " + end + ", is damaged");
            noteGap(reader.positionAt(end) + (reader.typeAt(end) == FrameFormat.REQUEST ? 1 : 0));
        }
    }

    /**
     * Compares the end with the position at which the next segment starts.
     *
     * @param reported whether the reason of a difference is known
     */
    void endsBefore(long position, boolean reported) {
        if (!damagedTail && tornBytes() > 0) {
            problems.add("bytes " + end + " to " + size + " at its end are damaged");
        } else if (!reported && !damagedTail && expected >= 0 && position > expected) {
            problems.add("requests are missing at its end");
        }
        noteGap(position);
    }

    long id() {
        return id;
    }

    String name() {
        return name;
    }

    long size() {
        return size;
    }

    /** Offset behind the last frame. */
    long end() {
        return end;
    }

    /** Bytes behind the last frame that are not part of a former use of the file. */
    long tornBytes() {
        return header != null && header.preallocated() ? 0 : Math.max(size - end, 0);
    }

    boolean wasClosed() {
        return closed;
    }

    List<Range> ranges() {
        return ranges;
    }

    /** What is wrong, as parts of sentences. */
    List<String> problems() {
        return problems;
    }

    long lost() {
        return lost;
    }

    long expected() {
        return expected;
    }

    /** Next position to be assigned when the first frame was written, or -1 if it is unknown. */
    long startPosition() {
        return startPosition;
    }

    /** Whether there is damage before the first frame. */
    boolean startsDamaged() {
        return !ranges.isEmpty() && ranges.get(0).from() > SegmentHeader.SIZE;
    }

    /** Whether there is no frame. */
    boolean isEmpty() {
        return empty;
    }
}
