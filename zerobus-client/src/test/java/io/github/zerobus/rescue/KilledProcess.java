package io.github.zerobus.rescue;

import io.github.zerobus.RescueStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** A process that appends and removes as fast as it can, and prints what it may rely on, until it is killed. */
final class KilledProcess {

    private static final int THREADS = 4;

    private KilledProcess() {}

    /** Starts the process; what it prints goes to a file, which a kill does not take back. */
    static Process start(Path directory, Path output, Fsync fsync, long firstOffset) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledProcess.class.getName(),
                        directory.toString(),
                        fsync.name(),
                        Long.toString(firstOffset))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(output.toFile())
                .start();
    }

    public static void main(String[] arguments) throws InterruptedException {
        System.out.println("started");
        FileRescueStore store = FileRescueStore.builder(Path.of(arguments[0]))
                .fsync(Fsync.valueOf(arguments[1]))
                .segmentSize(64 * 1024)
                .maxSize(4 * 1024 * 1024)
                .build();
        store.open(new FileRescueStoreTests.Events());
        AtomicLong offsets = new AtomicLong(Long.parseLong(arguments[2]));
        for (int thread = 0; thread < THREADS; thread++) {
            int subStream = thread;
            new Thread(() -> appendForever(store, subStream, offsets)).start();
        }
        Thread.currentThread().join();
    }

    private static void appendForever(FileRescueStore store, int subStream, AtomicLong offsets) {
        for (; ; ) {
            long offset = offsets.getAndIncrement();
            long position = store.append(FileRescueStoreTests.request(subStream, offset, (int) (offset % 500)));
            if (position == RescueStore.FULL) {
                continue;
            }
            store.awaitPersisted(position);
            if (offset % 3 == 0) {
                System.out.println("kept " + offset);
            } else {
                store.remove(position);
            }
        }
    }
}
