package io.github.zerobus.rescue;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A segment that is written. Guarded by the locks of {@link SegmentLog}, except for the final fields. */
final class Segment {

    private final long id;
    private final DiskFile file;
    private final FrameFormat format;
    private final long capacity;
    private final boolean preallocated;

    /** Offset behind what was given to the file. */
    private long written = SegmentHeader.SIZE;

    Segment(long id, DiskFile file, FrameFormat format, long capacity, boolean preallocated) {
        this.id = id;
        this.file = file;
        this.format = format;
        this.capacity = capacity;
        this.preallocated = preallocated;
    }

    long id() {
        return id;
    }

    FrameFormat format() {
        return format;
    }

    /** Size at which the next segment is started. */
    long capacity() {
        return capacity;
    }

    boolean isPreallocated() {
        return preallocated;
    }

    long written() {
        return written;
    }

    void write(ByteBuffer bytes) throws IOException {
        file.write(written, bytes.array(), bytes.arrayOffset(), bytes.limit());
        written += bytes.limit();
    }

    void force() throws IOException {
        file.force();
    }

    /** Gives back the space behind the last frame. */
    void trim() throws IOException {
        if (file.size() > written) {
            file.truncate(written);
            file.force();
        }
    }

    void close() throws IOException {
        file.close();
    }
}
