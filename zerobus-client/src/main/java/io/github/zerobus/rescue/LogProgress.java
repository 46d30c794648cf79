package io.github.zerobus.rescue;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How far a log has come, and why it does not go on. Written by {@link SegmentLog} under its locks, read by all. */
final class LogProgress {

    private volatile long next;
    private volatile long written;
    private volatile long forced;
    private volatile @Nullable IOException failure;

    LogProgress(long start) {
        next = start;
        written = start;
        forced = start;
    }

    /** The next position to be assigned. */
    long next() {
        return next;
    }

    /** Everything before this position survives the end of the process. */
    long written() {
        return written;
    }

    /** Everything before this position survives a power failure. */
    long forced() {
        return forced;
    }

    /** The first failure, which is final. */
    @Nullable
    IOException failure() {
        return failure;
    }

    void throwFailure() throws IOException {
        IOException e = failure;
        if (e != null) {
            throw e;
        }
    }

    void nextIs(long position) {
        next = position;
    }

    void writtenTo(long position) {
        written = position;
    }

    void forcedTo(long position) {
        forced = position;
    }

    void fail(IOException e) {
        if (failure == null) {
            failure = e;
        }
    }
}
