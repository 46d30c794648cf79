package io.github.zerobus.rescue;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Prints the progress of a replay on one line of a terminal: share, records, bytes, time left. */
final class ProgressBar {

    private static final int WIDTH = 30;

    private final PrintStream terminal;
    private final LongSupplier nanoTime;
    private final long start;

    ProgressBar(PrintStream terminal, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        start = nanoTime.getAsLong();
    }

    void show(long requests, long totalRequests, long records, long bytes) {
        double share = totalRequests == 0 ? 1 : (double) requests / totalRequests;
        int filled = (int) (WIDTH * share);
        long elapsed = nanoTime.getAsLong() - start;
        Duration left = Duration.ofNanos((long) (elapsed / Math.max(share, 1e-9) - elapsed));
        terminal.printf(
                Locale.ROOT,
                "\r[%s%s] %3d %%  %,d records  %,d MB  %d:%02d left ",
                "#".repeat(filled),
                "-".repeat(WIDTH - filled),
                (int) (100 * share),
                records,
                bytes / 1_000_000,
                left.toMinutes(),
                left.toSecondsPart());
        if (share >= 1) {
            terminal.println();
        }
        terminal.flush();
    }
}
