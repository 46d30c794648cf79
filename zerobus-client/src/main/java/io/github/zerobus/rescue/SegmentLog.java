package io.github.zerobus.rescue;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.zerobus.RescueRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Appends frames to the last segment. Appends copy into memory under one lock. A thread that finds the memory full, or
 * waits for its request, writes everything under another lock, so callers that wait at the same time share one write.
 * Thread-safe; {@link #force} and {@link #offer} are for the thread of the store, which nobody interrupts.
 *
 * <p>Order of the locks: {@code writing}, {@code appending}, then that of the index.
 */
final class SegmentLog {

    /** What {@link #append} returns if it needs another segment first. */
    static final long NO_SEGMENT = -2;

    private static final long AGAIN = -3;

    private final StoreIndex index;

    /** Held over writes to files. */
    private final ReentrantLock writing = new ReentrantLock();

    /** Never held over writes, except when a segment is started or a request is larger than the memory. */
    private final ReentrantLock appending = new ReentrantLock();

    @GuardedBy("appending")
    private Segment active;

    @GuardedBy("appending")
    private @Nullable Segment next;

    /** Frames for the active segment that are not written. */
    @GuardedBy("appending")
    private ByteBuffer filling;

    @GuardedBy("writing")
    private ByteBuffer spare;

    @GuardedBy("writing")
    private final UnforcedSegments unforced;

    /** Offset in the active segment behind the last append, written or not. */
    @GuardedBy("appending")
    private long end = SegmentHeader.SIZE;

    @GuardedBy("appending")
    private boolean closed;

    private final LogProgress progress;

    SegmentLog(StoreIndex index, Segment first, long nextPosition, int bufferSize, boolean forces) {
        this.index = index;
        this.unforced = new UnforcedSegments(forces);
        this.active = first;
        filling = ByteBuffer.allocate(bufferSize);
        spare = ByteBuffer.allocate(bufferSize);
        progress = new LogProgress(nextPosition);
        index.startSegment(first.id());
    }

    /** Begins the first segment. */
    void start() throws IOException {
        append(FrameFormat.START, new byte[0]);
    }

    /** Appends a request. Returns its position, or {@link #NO_SEGMENT}. A failure means that it is not stored. */
    long append(RequestFrame frame) throws IOException {
        long position;
        do {
            position = appendFast(frame);
            if (position == AGAIN) {
                position = appendSlowly(frame);
            }
        } while (position == AGAIN);
        return position;
    }

    private long appendFast(RequestFrame frame) throws IOException {
        appending.lock();
        try {
            checkUsable();
            return fitsSegment(frame.length()) && filling.remaining() >= frame.length() ? put(frame) : AGAIN;
        } finally {
            appending.unlock();
        }
    }

    private long appendSlowly(RequestFrame frame) throws IOException {
        writing.lock();
        try {
            write();
            appending.lock();
            try {
                checkUsable();
                if (!fitsSegment(frame.length())) {
                    return next == null ? NO_SEGMENT : startNext();
                }
                return frame.length() > filling.capacity() ? putLarge(frame) : AGAIN;
            } finally {
                appending.unlock();
            }
        } finally {
            writing.unlock();
        }
    }

    @GuardedBy("appending")
    private boolean fitsSegment(int length) {
        return end + length <= active.capacity();
    }

    /** Nothing can fail behind the entry in the index. */
    @GuardedBy("appending")
    private long put(RequestFrame frame) {
        long position = register(frame);
        frame.write(active.format(), position, filling);
        return position;
    }

    @GuardedBy("appending")
    private long register(RequestFrame frame) {
        long position = progress.next();
        RescueRequest request = frame.request();
        index.add(position, request.subStream(), request.payloads().size(), request.admittedAtMillis(), (int) end);
        end += frame.length();
        progress.nextIs(position + 1);
        return position;
    }

    /** Writes a request that is larger than the memory at once. If that fails, it is not stored. */
    @GuardedBy("writing")
    private long putLarge(RequestFrame frame) throws IOException {
        appending.lock();
        try {
            write();
            ByteBuffer large = ByteBuffer.allocate(frame.length());
            frame.write(active.format(), progress.next(), large);
            writeTo(active, large.flip());
            long position = register(frame);
            progress.writtenTo(progress.next());
            return position;
        } finally {
            appending.unlock();
        }
    }

    @GuardedBy("writing")
    private long startNext() throws IOException {
        appending.lock();
        try {
            write();
            Segment started = next;
            if (started == null) {
                return NO_SEGMENT;
            }
            unforced.retire(active);
            active = started;
            next = null;
            end = SegmentHeader.SIZE;
            index.startSegment(started.id());
            append(FrameFormat.START, new byte[0]);
            return AGAIN;
        } finally {
            appending.unlock();
        }
    }

    /** Appends a frame that is not a request. It may exceed the capacity, since removals make room. */
    void append(byte type, byte[] body) throws IOException {
        writing.lock();
        appending.lock();
        try {
            progress.throwFailure();
            write();
            byte[] frame = active.format().frame(type, progress.next(), body);
            writeTo(active, ByteBuffer.wrap(frame));
            end += frame.length;
        } finally {
            appending.unlock();
            writing.unlock();
        }
    }

    /** Makes requests up to a position survive the end of the process. */
    void writeThrough(long position) throws IOException {
        if (progress.written() > position) {
            return;
        }
        writing.lock();
        try {
            if (progress.written() <= position) {
                write();
            }
        } finally {
            writing.unlock();
        }
    }

    @GuardedBy("writing")
    private void write() throws IOException {
        progress.throwFailure();
        ByteBuffer full;
        Segment target;
        long upTo;
        appending.lock();
        try {
            full = filling;
            target = active;
            upTo = progress.next();
            filling = spare;
            spare = full;
        } finally {
            appending.unlock();
        }
        if (full.position() > 0) {
            writeTo(target, full.flip());
        }
        full.clear();
        progress.writtenTo(upTo);
    }

    @GuardedBy("writing")
    private void writeTo(Segment segment, ByteBuffer bytes) throws IOException {
        progress.throwFailure();
        try {
            segment.write(bytes);
            unforced.add(segment);
        } catch (IOException e) {
            progress.fail(e);
            throw e;
        }
    }

    /** Makes everything that was appended before this call durable. A failure is final. */
    void force() throws IOException {
        List<Segment> segments;
        Segment stillActive;
        long upTo;
        writing.lock();
        try {
            write();
            upTo = progress.written();
            stillActive = active();
            segments = unforced.take();
        } finally {
            writing.unlock();
        }
        progress.throwFailure();
        try {
            for (Segment segment : segments) {
                segment.force();
                if (segment != stillActive) {
                    segment.close();
                }
            }
        } catch (IOException e) {
            progress.fail(e);
            throw e;
        }
        progress.forcedTo(upTo);
    }

    private Segment active() {
        appending.lock();
        try {
            return active;
        } finally {
            appending.unlock();
        }
    }

    /** Gives the segment to continue with. */
    void offer(Segment segment) {
        appending.lock();
        try {
            next = segment;
        } finally {
            appending.unlock();
        }
    }

    /** Whether a segment is still the one to continue with. */
    boolean isNext(Segment segment) {
        appending.lock();
        try {
            return next == segment;
        } finally {
            appending.unlock();
        }
    }

    /** Whether the active segment is half full and there is none to continue with. */
    boolean needsSegmentSoon() {
        appending.lock();
        try {
            return next == null && end > active.capacity() / 2;
        } finally {
            appending.unlock();
        }
    }

    /** Writes the end of a store that was closed, and forces everything. */
    void finish() throws IOException {
        append(FrameFormat.END, new byte[0]);
        force();
    }

    /** Refuses further requests. */
    void close() {
        appending.lock();
        try {
            closed = true;
        } finally {
            appending.unlock();
        }
    }

    /** Closes the files after the last write. */
    void release() throws IOException {
        writing.lock();
        appending.lock();
        try {
            if (progress.failure() == null) {
                active.trim();
            }
            active.close();
            if (next != null) {
                next.close();
            }
            for (Segment segment : unforced.take()) {
                segment.close();
            }
        } finally {
            appending.unlock();
            writing.unlock();
        }
    }

    /** How far a segment is written. */
    long readableEnd(long segment, long otherwise) {
        writing.lock();
        try {
            Segment last = active();
            return last.id() == segment ? last.written() : otherwise;
        } finally {
            writing.unlock();
        }
    }

    /** Bytes that are reserved and not used. */
    long unused() {
        appending.lock();
        try {
            return active.isPreallocated()
                    ? 0
                    : Math.max(active.capacity() - end, 0) + (next == null ? 0 : next.capacity());
        } finally {
            appending.unlock();
        }
    }

    LogProgress progress() {
        return progress;
    }

    @GuardedBy("appending")
    private void checkUsable() throws IOException {
        progress.throwFailure();
        if (closed) {
            throw new ClosedChannelException();
        }
    }
}
