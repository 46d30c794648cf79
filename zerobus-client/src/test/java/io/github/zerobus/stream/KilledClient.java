package io.github.zerobus.stream;

import io.github.zerobus.RescueMode;
import io.github.zerobus.rescue.FileRescueStore;
import io.github.zerobus.rescue.Fsync;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Ingests until it is killed, and prints the key of each record whose ingest has returned. */
final class KilledClient {

    private KilledClient() {}

    /** Arguments: endpoint, directory, prefix of keys. */
    public static void main(String[] args) throws Exception {
        MultiplexedStream stream = MultiplexedStream.builder()
                .endpoint(args[0])
                .table(TestStreams.TABLE)
                .options(TestStreams.options(2).build())
                .rescueStore(
                        FileRescueStore.builder(Path.of(args[1]))
                                .fsync(Fsync.ALWAYS)
                                .build(),
                        RescueMode.ALL)
                .build();
        stream.open();
        System.out.println("open");
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String prefix = args[2] + "-" + i + "-";
            Thread thread = new Thread(() -> ingest(stream, prefix));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void ingest(MultiplexedStream stream, String prefix) {
        PrintStream out =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
        for (int i = 0; i < 100_000; i++) {
            stream.ingest(TestStreams.record(prefix + i));
            out.write(
                    ("key " + prefix + i + "\n").getBytes(StandardCharsets.UTF_8),
                    0,
                    ("key " + prefix + i + "\n").length());
        }
    }
}
