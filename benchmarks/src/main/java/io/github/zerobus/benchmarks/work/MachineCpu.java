package io.github.zerobus.benchmarks.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** CPU time of the whole machine, from Linux; elsewhere foreign CPU is not detected. */
final class MachineCpu {

    private static final Path STAT = Path.of("/proc/stat");
    /** The kernel reports CPU time in units of 1/100 s, independent of its timer frequency. */
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;
    /** user, nice, system, idle, iowait, irq, softirq, steal; the guest columns that follow are part of user time. */
    private static final int KINDS = 8;

    private MachineCpu() {}

    /** Time in which processors were not idle, including stolen time. */
    static long busyNanos() {
        if (!Files.isReadable(STAT)) {
            return 0;
        }
        try (var lines = Files.lines(STAT)) {
            String[] words = lines.findFirst().orElseThrow().split(" +");
            long[] ticks = Arrays.stream(words, 1, 1 + KINDS)
                    .mapToLong(Long::parseLong)
                    .toArray();
            return (Arrays.stream(ticks).sum() - ticks[IDLE] - ticks[IO_WAIT]) * TICK_NANOS;
        } catch (IOException e) {
            return 0;
        }
    }
}
