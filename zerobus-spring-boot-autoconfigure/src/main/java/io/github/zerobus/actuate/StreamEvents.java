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

/** Remembers the last events of all streams that it listens to; nothing about single records. Thread-safe. */
public final class StreamEvents implements StreamListener {

    private static final int KEPT = 50;

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by the lock. */
    private final Deque<StreamEvent> events = new ArrayDeque<>();

    /** @param clock for the time of events */
    public StreamEvents(Clock clock) {
        this.clock = clock;
    }

    @Override
    public StreamListener forStream(String stream) {
        return new OfOneStream(stream);
    }

    /** The last 50 of them, the oldest first. */
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
            if (events.size() == KEPT) {
                events.removeFirst();
            }
            events.addLast(event);
        } finally {
            lock.unlock();
        }
    }

    private final class OfOneStream implements StreamListener {

        private final String stream;

        OfOneStream(String stream) {
            this.stream = stream;
        }

        @Override
        public void onStateChange(StreamState state) {
            tell(null, Kind.STREAM_STATE, state.name());
        }

        @Override
        public void onSubStreamStateChange(int subStream, SubStreamState state) {
            tell(subStream, Kind.SUB_STREAM_STATE, state.name());
        }

        @Override
        public void onRecovery(int subStream, @Nullable ZerobusException failure) {
            if (failure == null) {
                tell(subStream, Kind.RECOVERED, null);
            } else {
                tell(subStream, Kind.RECOVERY_FAILED, failure.getMessage());
            }
        }

        @Override
        public void onRotation(int subStream) {
            tell(subStream, Kind.ROTATED, null);
        }

        private void tell(@Nullable Integer subStream, Kind kind, @Nullable String detail) {
            add(new StreamEvent(clock.instant(), stream, subStream, kind, detail));
        }
    }
}
