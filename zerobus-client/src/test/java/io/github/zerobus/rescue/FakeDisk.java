package io.github.zerobus.rescue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that can lose power: of what was written since the last force, each page is kept or lost at random;
 * of the names that were changed since the last sync, the first few are kept. It can also be full, fail a force, and
 * stop at the n-th operation.
 */
final class FakeDisk implements Disk {

    private static final int PAGE = 64;

    /** Thrown at the operation that was chosen, and by all later ones. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private Map<String, Content> names = new TreeMap<>();
    private final List<Map<String, Content>> unsynced = new ArrayList<>();
    private long operationsLeft = Long.MAX_VALUE;
    private long capacity = Long.MAX_VALUE;
    private boolean forceFails;

    FakeDisk() {
        unsynced.add(new TreeMap<>());
    }

    /** Bytes of one file, now and after a power failure. */
    private static final class Content {
        private byte[] now = new byte[0];
        private byte[] durable = new byte[0];
        private final BitSet dirty = new BitSet();

        void force() {
            if (durable.length == now.length) {
                for (int page = dirty.nextSetBit(0); page >= 0; page = dirty.nextSetBit(page + 1)) {
                    int from = page * PAGE;
                    System.arraycopy(now, from, durable, from, Math.min(PAGE, now.length - from));
                }
            } else {
                durable = now.clone();
            }
            dirty.clear();
        }

        Content afterPowerLoss(Random random) {
            Content after = new Content();
            int size = durable.length == now.length || random.nextBoolean()
                    ? now.length
                    : Math.min(durable.length, now.length) + random.nextInt(Math.abs(now.length - durable.length) + 1);
            after.now = Arrays.copyOf(durable, size);
            for (int page = dirty.nextSetBit(0); page >= 0; page = dirty.nextSetBit(page + 1)) {
                int from = page * PAGE;
                int to = Math.min(from + PAGE, Math.min(size, now.length));
                if (from < to && random.nextBoolean()) {
                    System.arraycopy(now, from, after.now, from, to - from);
                }
            }
            after.force();
            return after;
        }
    }

    // What happens to it.

    /** Everything that was not forced is kept or lost at random. Open files cannot be used any more. */
    FakeDisk afterPowerLoss(Random random) {
        FakeDisk after = new FakeDisk();
        Map<String, Content> kept = unsynced.get(random.nextInt(unsynced.size()));
        IdentityHashMap<Content, Content> copies = new IdentityHashMap<>();
        kept.forEach((name, content) ->
                after.names.put(name, copies.computeIfAbsent(content, file -> file.afterPowerLoss(random))));
        after.synced();
        return after;
    }

    /** The process ended; everything that was written is there. */
    FakeDisk afterKill() {
        FakeDisk after = new FakeDisk();
        names.forEach((name, content) -> {
            Content copy = new Content();
            copy.now = content.now.clone();
            copy.force();
            after.names.put(name, copy);
        });
        after.synced();
        return after;
    }

    void stopAfter(long operations) {
        operationsLeft = operations;
    }

    void capacity(long bytes) {
        capacity = bytes;
    }

    void failForces() {
        forceFails = true;
    }

    void healForces() {
        forceFails = false;
    }

    byte[] bytes(String name) {
        return content(name).now.clone();
    }

    void put(String name, byte[] bytes) {
        Content content = new Content();
        content.now = bytes.clone();
        content.force();
        names.put(name, content);
        synced();
    }

    void lose(String name) {
        names.remove(name);
        synced();
    }

    private Content content(String name) {
        Content content = names.get(name);
        if (content == null) {
            throw new IllegalArgumentException(name);
        }
        return content;
    }

    private void synced() {
        unsynced.clear();
        unsynced.add(new TreeMap<>(names));
    }

    private void changed() {
        unsynced.add(new TreeMap<>(names));
    }

    private void operation() {
        if (operationsLeft-- <= 0) {
            operationsLeft = 0;
            throw new Stopped();
        }
    }

    private long used() {
        return names.values().stream()
                .distinct()
                .mapToLong(content -> content.now.length)
                .sum();
    }

    // What the store does.

    @Override
    public List<String> list() {
        operation();
        return List.copyOf(names.keySet());
    }

    @Override
    public DiskFile create(String name) {
        operation();
        Content content = new Content();
        names.put(name, content);
        changed();
        return new FakeFile(content);
    }

    @Override
    public DiskFile open(String name) throws IOException {
        operation();
        Content content = names.get(name);
        if (content == null) {
            throw new FileNotFoundException(name);
        }
        return new FakeFile(content);
    }

    @Override
    public void move(String from, String to) throws IOException {
        operation();
        Content content = names.remove(from);
        if (content == null) {
            throw new FileNotFoundException(from);
        }
        names.put(to, content);
        changed();
    }

    @Override
    public void delete(String name) {
        operation();
        names.remove(name);
        changed();
    }

    @Override
    public void sync() throws IOException {
        operation();
        checkForce();
        synced();
    }

    private void checkForce() throws IOException {
        if (forceFails) {
            throw new IOException("Input/output error");
        }
    }

    @Override
    public long usableSpace() {
        return Math.max(capacity - used(), 0);
    }

    @Override
    public String toString() {
        return "/fake";
    }

    private final class FakeFile implements DiskFile {

        private final Content content;
        private boolean closed;

        FakeFile(Content content) {
            this.content = content;
        }

        private void use() throws IOException {
            operation();
            if (closed) {
                throw new IOException("Stream Closed");
            }
        }

        @Override
        public long size() throws IOException {
            use();
            return content.now.length;
        }

        @Override
        public int read(long at, byte[] into, int offset, int length) throws IOException {
            use();
            int count = (int) Math.min(length, content.now.length - at);
            if (count <= 0) {
                return length == 0 ? 0 : -1;
            }
            System.arraycopy(content.now, (int) at, into, offset, count);
            return count;
        }

        @Override
        public void write(long at, byte[] from, int offset, int length) throws IOException {
            use();
            long growth = Math.max(at + length - content.now.length, 0);
            if (growth > usableSpace()) {
                throw new IOException("No space left on device");
            }
            if (growth > 0) {
                content.now = Arrays.copyOf(content.now, (int) (content.now.length + growth));
            }
            System.arraycopy(from, offset, content.now, (int) at, length);
            if (length > 0) {
                content.dirty.set((int) at / PAGE, (int) (at + length - 1) / PAGE + 1);
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            use();
            content.now = Arrays.copyOf(content.now, (int) size);
        }

        @Override
        public void force() throws IOException {
            use();
            checkForce();
            content.force();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** Name of the only segment that has frames, or the last one. */
    @Nullable
    String lastSegment() {
        return names.keySet().stream()
                .filter(name -> SegmentNames.id(name) >= 0)
                .reduce((a, b) -> b)
                .orElse(null);
    }

    List<String> segments() {
        return names.keySet().stream()
                .filter(name -> SegmentNames.id(name) >= 0)
                .toList();
    }
}
