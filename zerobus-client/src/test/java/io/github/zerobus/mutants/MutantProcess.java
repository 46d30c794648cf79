package io.github.zerobus.mutants;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs tests in a process of their own, with the classes of a folder in front of the class path. */
final class MutantProcess {

    /** A mutant may hang, which the tests would notice late. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private MutantProcess() {}

    /** How the tests ended. */
    enum Outcome {
        ALL_PASSED,
        ONE_FAILED,
        NONE_RAN,
        HUNG
    }

    /**
     * Runs the tests.
     *
     * @param output receives what the process prints
     */
    static Outcome run(Path folder, Collection<String> tests, Path output) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-Dzerobus.schedules=100",
                "-cp",
                folder + File.pathSeparator + System.getProperty("java.class.path"),
                MutantRun.class.getName()));
        command.addAll(tests);
        // In another directory, since the conformance report is written to the current one.
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            return process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)
                    ? outcome(process.exitValue(), output)
                    : Outcome.HUNG;
        } finally {
            process.destroyForcibly();
        }
    }

    private static Outcome outcome(int exit, Path output) throws IOException {
        return switch (exit) {
            case MutantRun.ALL_PASSED -> Outcome.ALL_PASSED;
            case MutantRun.ONE_FAILED -> Outcome.ONE_FAILED;
            case MutantRun.NONE_RAN -> Outcome.NONE_RAN;
            default -> throw new IllegalStateException("exit " + exit + ": " + Files.readString(output));
        };
    }
}
