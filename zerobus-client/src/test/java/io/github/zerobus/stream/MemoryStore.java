package io.github.zerobus.stream;

import io.github.zerobus.RescueRequest;
import io.github.zerobus.RescueSnapshot;
import io.github.zerobus.RescueStore;
import io.github.zerobus.RescueStoreException;
import io.github.zerobus.StoredRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A store that survives streams, and that can be full or fail. */
final class MemoryStore implements RescueStore {

    final TreeMap<Long, RescueRequest> requests = new TreeMap<>();
    final Set<Long> persisted = new HashSet<>();
    int capacity = Integer.MAX_VALUE;
    boolean failing;
    /** Whether it refuses requests before it is open, as a store on disk does. */
    boolean strict;

    int opened;
    int closed;
    private long next = 1;
    private @Nullable Listener listener;
    private boolean full;

    @Override
    public synchronized Found open(Listener value) {
        checkWorking();
        listener = value;
        opened++;
        TreeMap<Integer, List<Long>> found = new TreeMap<>();
        requests.forEach((position, request) -> found.computeIfAbsent(request.subStream(), i -> new ArrayList<>())
                .add(position));
        List<SubStream> subStreams = new ArrayList<>();
        found.forEach((index, positions) -> subStreams.add(
                new SubStream(index, positions.size(), positions.get(0), positions.get(positions.size() - 1))));
        return new Found(subStreams, 0, 0);
    }

    private void checkWorking() {
        if (failing) {
            throw new RescueStoreException("the disk of the test has failed", null);
        }
    }

    @Override
    public synchronized long append(RescueRequest request) {
        checkWorking();
        if (strict && opened == 0) {
            throw new RescueStoreException("the store of the test is not open", null);
        }
        if (requests.size() >= capacity) {
            full = true;
            return FULL;
        }
        requests.put(next, request);
        return next++;
    }

    @Override
    public synchronized void awaitPersisted(long position) {
        checkWorking();
        persisted.add(position);
    }

    @Override
    public void remove(long position) {
        boolean room;
        synchronized (this) {
            requests.remove(position);
            room = full;
            full = false;
        }
        if (room && listener != null) {
            listener.onRoom();
        }
    }

    @Override
    public synchronized void removeThrough(int subStream, long position) {
        requests.headMap(position, true).values().removeIf(request -> request.subStream() == subStream);
    }

    @Override
    public Cursor read(int subStream, long fromPosition) {
        return new Cursor() {

            private long from = fromPosition;

            @Override
            public @Nullable StoredRequest next() {
                synchronized (MemoryStore.this) {
                    for (var entry : requests.tailMap(from, true).entrySet()) {
                        from = entry.getKey() + 1;
                        if (entry.getValue().subStream() == subStream) {
                            return new StoredRequest(entry.getKey(), entry.getValue());
                        }
                    }
                    return null;
                }
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public synchronized RescueSnapshot snapshot() {
        return new RescueSnapshot(
                RescueSnapshot.State.OPEN,
                requests.size(),
                requests.size(),
                requests.size(),
                capacity,
                OptionalLong.empty(),
                0,
                Optional.empty());
    }

    @Override
    public synchronized void close() {
        closed++;
    }

    @Override
    public String toString() {
        return "the store of the test";
    }
}
