package io.github.zerobus.benchmarks.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.LongSupplier;

/**
 * Shows what runs and how long the rest takes. On a terminal that is the last line, which changes each second;
 * elsewhere a line at the start of each round.
 */
public final class Progress implements AutoCloseable {

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private final TimeLeft left;
    private final Timer timer = new Timer("progress", true);
    private double endOfGoal;
    private volatile String goal = "";
    private volatile String round = "";
    private volatile String launch = "";

    Progress(PrintStream out, boolean terminal, double plannedSeconds, LongSupplier clock) {
        this.out = out;
        this.terminal = terminal;
        this.left = new TimeLeft(plannedSeconds, clock);
    }

    /** Shows the progress on standard error. */
    public static Progress start(double plannedSeconds) {
        Progress progress = new Progress(System.err, isTerminal(), plannedSeconds, System::nanoTime);
        if (progress.terminal) {
            progress.timer.schedule(
                    new TimerTask() {
                        @Override
                        public void run() {
                            progress.show();
                        }
                    },
                    1_000,
                    1_000);
        }
        return progress;
    }

    /** Linux only; elsewhere the output is that of a pipe. */
    private static boolean isTerminal() {
        try {
            Path device = Path.of("/dev/stderr").toRealPath();
            return (device.startsWith("/dev/pts") || device.toString().startsWith("/dev/tty"))
                    && Files.isWritable(device);
        } catch (IOException e) {
            return false;
        }
    }

    /** Starts a goal, which ends the previous one. */
    public void goal(String id, String work, double plannedSeconds) {
        left.finishedUpTo(endOfGoal);
        endOfGoal += plannedSeconds;
        goal = id;
        round = "";
        launch = "";
        line(id + ": " + work + ", " + left.text());
    }

    void round(int number, int count) {
        round = ", round " + number + " of " + count;
        if (!terminal && number > 1) {
            line(goal + round + ", " + left.text());
        }
    }

    void launch(String label) {
        launch = ": " + label;
        show();
    }

    /** Counts planned seconds as finished. */
    void finished(double seconds) {
        left.finishedUpTo(Math.min(endOfGoal, left.finished() + seconds));
    }

    /** Writes a line that stays. */
    public void line(String text) {
        out.println((terminal ? CLEAR_LINE : "") + text);
        show();
    }

    private void show() {
        if (terminal) {
            out.print(CLEAR_LINE + goal + round + launch + ", " + left.text());
            out.flush();
        }
    }

    @Override
    public void close() {
        timer.cancel();
        if (terminal) {
            out.print(CLEAR_LINE);
            out.flush();
        }
    }
}
