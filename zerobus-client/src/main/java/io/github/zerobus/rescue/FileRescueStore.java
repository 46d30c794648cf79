package io.github.zerobus.rescue;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.RescueRequest;
import io.github.zerobus.RescueSnapshot;
import io.github.zerobus.RescueStore;
import io.github.zerobus.RescueStoreException;
import io.github.zerobus.StoredRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A {@link RescueStore} in the files of one directory, which belongs to one stream of one process. Only the owner of
 * the process can read the files. They contain records as they are sent, and no credentials.
 *
 * @see #builder(Path)
 */
public final class FileRescueStore implements RescueStore {

    private final Path directory;
    private final @Nullable Disk disk;
    private final Fsync fsync;
    private final StoreLimits limits;
    private final long intervalNanos;
    private final ReentrantLock stateLock = new ReentrantLock();
    private volatile RescueSnapshot.State state = RescueSnapshot.State.NEW;
    private final AtomicBoolean failureReported = new AtomicBoolean();
    private volatile @Nullable StoreThread thread;
    private volatile @Nullable StoreCore core;
    private volatile @Nullable Listener listener;
    private volatile @Nullable RescueStoreException failure;

    private FileRescueStore(Builder builder) {
        directory = builder.directory;
        disk = builder.disk;
        fsync = builder.fsync;
        limits = builder.limits();
        intervalNanos = builder.fsyncInterval.toNanos();
    }

    /**
     * Starts a store.
     *
     * @param directory of this store alone; created if it is missing
     * @return a builder with the default options
     */
    public static Builder builder(Path directory) {
        return new Builder(directory);
    }

    @Override
    public Found open(Listener newListener) {
        StoreThread started =
                new StoreThread(directory, disk, limits, fsync, intervalNanos, newListener::onRoom, this::fail);
        if (!change(RescueSnapshot.State.NEW, RescueSnapshot.State.OPEN)) {
            throw new IllegalStateException("rescue store '" + directory + "' is " + state + ": create another object");
        }
        listener = newListener;
        thread = started;
        try {
            StoreCore opened = started.open();
            core = opened;
            return opened.found();
        } catch (RescueStoreException e) {
            change(RescueSnapshot.State.OPEN, RescueSnapshot.State.CLOSED);
            throw e;
        }
    }

    @Override
    public long append(RescueRequest request) {
        RequestFrame frame = new RequestFrame(request);
        if (!limits.fits(frame.length())) {
            throw new IllegalArgumentException(
                    "a request of " + frame.length() + " bytes does not fit in a segment of " + limits.segmentSize()
                            + " bytes: increase max-size of the rescue store, of which a segment is a quarter");
        }
        Keeper keeper = keeper();
        try {
            long position = openCore().segments().append(frame);
            while (position == SegmentLog.NO_SEGMENT) {
                if (!keeper.awaitSegment()) {
                    return FULL;
                }
                position = openCore().segments().append(frame);
            }
            keeper.wakeIfIdle();
            return position;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void awaitPersisted(long position) {
        SegmentLog segments = openCore().segments();
        if (fsync == Fsync.ALWAYS) {
            keeper().awaitForced(position);
            if (segments.progress().forced() <= position) {
                throw failed(segments.progress().failure());
            }
            return;
        }
        try {
            segments.writeThrough(position);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void remove(long position) {
        StoreCore opened = core;
        if (opened != null && opened.index().remove(position)) {
            keeper().wakeIfIdle();
        }
    }

    @Override
    public void removeThrough(int subStream, long position) {
        StoreCore opened = core;
        if (opened != null) {
            opened.index().removeThrough(subStream, position);
            keeper().wakeIfIdle();
        }
    }

    @Override
    public Cursor read(int subStream, long fromPosition) {
        return new OpenCursor(new LogCursor(openCore(), subStream, fromPosition));
    }

    @Override
    public RescueSnapshot snapshot() {
        StoreCore opened = core;
        StoreIndex.Counts counts = opened == null
                ? new StoreIndex.Counts(0, 0, OptionalLong.empty())
                : opened.index().counts();
        return new RescueSnapshot(
                state,
                counts.requests(),
                counts.records(),
                opened == null ? 0 : opened.bytes(),
                limits.maxSize(),
                counts.oldestMillis(),
                opened == null ? 0 : opened.damagedPlaces(),
                Optional.ofNullable(failure));
    }

    @Override
    public void close() {
        if (change(RescueSnapshot.State.NEW, RescueSnapshot.State.CLOSED)) {
            return;
        }
        change(RescueSnapshot.State.OPEN, RescueSnapshot.State.CLOSED);
        StoreThread running = thread;
        if (running != null) {
            running.stop();
        }
    }

    /** Names the directory, for messages about what is kept. */
    @Override
    public String toString() {
        return "rescue store '" + directory + "'";
    }

    /** Returns whether the state was the expected one and is changed. */
    private boolean change(RescueSnapshot.State from, RescueSnapshot.State to) {
        stateLock.lock();
        try {
            boolean expected = state == from;
            state = expected ? to : state;
            return expected;
        } finally {
            stateLock.unlock();
        }
    }

    private StoreCore openCore() {
        StoreCore opened = core;
        if (opened == null) {
            throw new IllegalStateException("rescue store '" + directory + "' is not open: call open() first");
        }
        return opened;
    }

    private Keeper keeper() {
        StoreThread running = thread;
        if (running == null) {
            throw new IllegalStateException("rescue store '" + directory + "' is not open: call open() first");
        }
        return running.keeper();
    }

    /** The exception for a call that found the store failed or closed. */
    private RescueStoreException failed(@Nullable IOException cause) {
        StoreCore opened = core;
        IOException first = opened == null ? null : opened.segments().progress().failure();
        if (first != null) {
            fail(first);
            keeper().wakeIfIdle();
        }
        return failure(first == null ? cause : first);
    }

    private RescueStoreException failure(@Nullable IOException cause) {
        return state == RescueSnapshot.State.CLOSED
                ? new RescueStoreException("rescue store '" + directory + "' is closed", cause)
                : new RescueStoreException(
                        "rescue store '" + directory + "' has failed (" + StoreThread.reason(cause)
                                + ") and accepts nothing more: check the disk, then start again; what was persisted is sent then",
                        cause);
    }

    /** Reports the first failure; later calls do nothing. */
    private void fail(IOException cause) {
        if (!failureReported.compareAndSet(false, true)) {
            return;
        }
        RescueStoreException reported = failure(cause);
        failure = reported;
        change(RescueSnapshot.State.OPEN, RescueSnapshot.State.FAILED);
        Listener notified = listener;
        if (notified != null) {
            notified.onFailure(reported);
        }
    }

    private final class OpenCursor implements Cursor {

        private final LogCursor cursor;

        OpenCursor(LogCursor cursor) {
            this.cursor = cursor;
        }

        @Override
        public @Nullable StoredRequest next() {
            if (state == RescueSnapshot.State.CLOSED) {
                throw failure(null);
            }
            try {
                return cursor.next();
            } catch (IOException e) {
                throw failed(e);
            }
        }

        @Override
        public void close() {
            cursor.close();
        }
    }

    /** Options of a store. */
    public static final class Builder {

        private static final long SMALLEST = 64L << 20;

        private final Path directory;
        private Fsync fsync = Fsync.INTERVAL;
        private Duration fsyncInterval = Duration.ofMillis(10);
        private long maxSize = 2L << 30;
        private @Nullable Long segmentSize;
        private @Nullable Disk disk;

        private Builder(Path directory) {
            this.directory = directory.toAbsolutePath().normalize();
        }

        /**
         * When the store forces what it wrote.
         *
         * @param mode {@link Fsync#INTERVAL} by default
         * @return this
         */
        public Builder fsync(Fsync mode) {
            fsync = mode;
            return this;
        }

        /**
         * Time between two forces in the mode {@link Fsync#INTERVAL}, and between two writes of removals in all modes.
         *
         * @param interval 10 ms by default
         * @return this
         */
        public Builder fsyncInterval(Duration interval) {
            fsyncInterval = interval;
            return this;
        }

        /**
         * What the store may occupy on the disk.
         *
         * @param bytes 2 GiB by default, at least 64 MiB
         * @return this
         */
        public Builder maxSize(long bytes) {
            maxSize = bytes;
            return this;
        }

        /** For tests: segments that fill quickly. */
        Builder segmentSize(long bytes) {
            segmentSize = bytes;
            return this;
        }

        /** For tests: files without a directory and a lock. */
        Builder disk(Disk files) {
            disk = files;
            return this;
        }

        private StoreLimits limits() {
            return segmentSize == null
                    ? StoreLimits.of(maxSize, fsync)
                    : new StoreLimits(segmentSize, maxSize, fsync == Fsync.ALWAYS);
        }

        /**
         * Creates a store, which does nothing yet.
         *
         * @return a store to be opened
         * @throws io.github.zerobus.InvalidOptionException if an option is out of range
         */
        public FileRescueStore build() {
            if (segmentSize == null && maxSize < SMALLEST) {
                throw EngineAccess.invalidOption("rescue.max-size", maxSize, "choose at least 64 MiB");
            }
            if (fsyncInterval.compareTo(Duration.ofMillis(1)) < 0
                    || fsyncInterval.compareTo(Duration.ofMinutes(1)) > 0) {
                throw EngineAccess.invalidOption("rescue.fsync-interval", fsyncInterval, "choose 1 ms to 1 minute");
            }
            return new FileRescueStore(this);
        }
    }
}
