package io.github.zerobus.actuate;

import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamState;
import io.github.zerobus.SubStreamState;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.actuate.StreamEvent.Kind;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Keeps the latest life-cycle events of all streams, but none of single records. Thread-safe. */
public final class StreamEvents implements StreamListener {

    private static final int CAPACITY = 50;

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by the lock. */
    private final Deque<StreamEvent> events = new ArrayDeque<>();

    /**
     * Creates an empty history.
     *
     * @param clock for the times of the events
     */
    public StreamEvents(Clock clock) {
        this.clock = clock;
    }

    @Override
    public StreamListener forStream(String stream) {
        return new SingleStreamListener(stream);
    }

    /**
     * Returns the latest events.
     *
     * @return at most 50 events, the oldest first
     */
    public List<StreamEvent> latest() {
        lock.lock();
        try {
            return List.copyOf(events);
        } finally {
            lock.unlock();
        }
    }

    private void add(StreamEvent event) {
        lock.lock();
        try {
            if (events.size() == CAPACITY) {
                events.removeFirst();
            }
            events.addLast(event);
        } finally {
            lock.unlock();
        }
    }

    private final class SingleStreamListener implements StreamListener {

        private final String stream;

        SingleStreamListener(String stream) {
            this.stream = stream;
        }

        @Override
        public void onStateChange(StreamState state) {
            record(null, Kind.STREAM_STATE, state.name());
        }

        @Override
        public void onSubStreamStateChange(int subStream, SubStreamState state) {
            record(subStream, Kind.SUB_STREAM_STATE, state.name());
        }

        @Override
        public void onRecovery(int subStream, @Nullable ZerobusException failure) {
            if (failure == null) {
                record(subStream, Kind.RECOVERED, null);
            } else {
                record(subStream, Kind.RECOVERY_FAILED, failure.getMessage());
            }
        }

        @Override
        public void onRotation(int subStream) {
            record(subStream, Kind.ROTATED, null);
        }

        private void record(@Nullable Integer subStream, Kind kind, @Nullable String detail) {
            add(new StreamEvent(clock.instant(), stream, subStream, kind, detail));
        }
    }
}
