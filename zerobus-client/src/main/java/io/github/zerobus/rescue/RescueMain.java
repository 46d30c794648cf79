package io.github.zerobus.rescue;

import io.github.zerobus.RescueStoreException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** The command {@code inspect DIR}, which prints what a rescue directory contains. */
public final class RescueMain {

    private static final String USAGE = "usage: inspect DIR   prints what a rescue directory contains; changes nothing";

    private RescueMain() {}

    /**
     * Runs the command. Ends the process with 0 if the directory is sound, 1 if something in it is damaged, and 2 if it
     * cannot be read.
     *
     * @param arguments command and directory
     */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err, Clock.systemUTC()));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err, Clock clock) {
        if (arguments.length != 2 || !arguments[0].equals("inspect")) {
            err.println(USAGE);
            return 2;
        }
        Path directory = Path.of(arguments[1]);
        if (!Files.isDirectory(directory)) {
            err.println("'" + directory + "' is not a directory");
            return 2;
        }
        try {
            return Inspection.of(LocalDisk.existing(directory)).print(out, clock.millis()) ? 0 : 1;
        } catch (IOException | RescueStoreException e) {
            err.println("'" + directory + "' cannot be read: " + StoreThread.reason(e));
            return 2;
        }
    }
}
