package io.github.zerobus.benchmarks.report;

import io.github.zerobus.benchmarks.run.RunSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a result depends on besides the clients.
 *
 * @param commit of the measured code, followed by {@code +} if files differ from it
 * @param date of the run
 * @param machine on which it ran
 * @param pairs launches of each client
 * @param seconds measured in each launch
 * @param warmup seconds before that
 */
public record Circumstances(String commit, LocalDate date, String machine, int pairs, double seconds, double warmup) {

    private static final Path CPU = Path.of("/proc/cpuinfo");
    private static final String MODEL = "model name";

    /** Those of this run. */
    public static Circumstances of(Path repository, RunSettings settings) {
        Optional<String> commit = git(repository, "rev-parse", "--short", "HEAD");
        Optional<String> changes = git(
                repository,
                "status",
                "--porcelain",
                "--untracked-files=normal",
                "--",
                ":!docs",
                ":!benchmarks/results");
        boolean clean = changes.filter(String::isEmpty).isPresent();
        return new Circumstances(
                commit.map(name -> name + (clean ? "" : "+")).orElse("unknown"),
                LocalDate.now(ZoneOffset.UTC),
                machineOfRun(),
                settings.pairs(),
                settings.seconds(),
                settings.warmup());
    }

    void addTo(ObjectNode goal) {
        goal.put("commit", commit)
                .put("date", date.toString())
                .put("machine", machine)
                .put("pairs", pairs)
                .put("seconds", seconds)
                .put("warmup", warmup);
    }

    private static String machineOfRun() {
        return Runtime.getRuntime().availableProcessors() + " processors" + cpu() + ", Java "
                + Runtime.version().feature() + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch");
    }

    private static String cpu() {
        if (!Files.isReadable(CPU)) {
            return "";
        }
        try (var lines = Files.lines(CPU)) {
            return lines.filter(line -> line.startsWith(MODEL))
                    .findFirst()
                    .map(line -> " (" + line.substring(line.indexOf(':') + 1).strip() + ")")
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + CPU, e);
        }
    }

    /** Returns the output of a git command; nothing if there is no git or no repository. */
    private static Optional<String> git(Path repository, String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process process = new ProcessBuilder(command)
                    .directory(repository.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
