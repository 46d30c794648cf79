package io.github.zerobus.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java process with the class path of the tests. */
final class ChildJvm {

    private ChildJvm() {}

    /** Starts a main class. Both of its output streams are one. */
    static Process start(List<String> options, Class<?> main, String... arguments) throws IOException {
        return builder(options, main, arguments).start();
    }

    private static ProcessBuilder builder(List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(Arrays.asList(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    /** Runs a main class to its end, which must be successful and in time, and returns its output. */
    static String run(Duration limit, List<String> options, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        // A file, since reading from a process that hangs has no limit.
        Path output = Files.createTempFile("child", ".txt");
        Process process = builder(options, main, arguments)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
            String text = Files.readString(output);
            assertThat(ended).as(text).isTrue();
            assertThat(process.exitValue()).as(text).isZero();
            return text;
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }
}
