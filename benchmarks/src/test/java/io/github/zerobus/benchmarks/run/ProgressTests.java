package io.github.zerobus.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTests {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private long nanos;

    private String twoGoals(boolean terminal) {
        PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
        try (Progress progress = new Progress(out, terminal, 300, () -> nanos)) {
            progress.goal("P1", "work", 100);
            progress.round(1, 2);
            progress.launch("ours");
            progress.line("  ours: fast");
            nanos += 50_000_000_000L;
            progress.finished(50);
            progress.round(2, 2);
            nanos += 50_000_000_000L;
            progress.goal("P2", "more", 200);
        }
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void pipeReceivesPlainLines() {
        assertThat(twoGoals(false).lines())
                .containsExactly(
                        "P1: work, 5 min left", "  ours: fast", "P1, round 2 of 2, 5 min left", "P2: more, 4 min left");
        assertThat(written.toString(StandardCharsets.UTF_8)).doesNotContain("\u001b", "\r");
    }

    @Test
    void terminalShowsWhatRunsInItsLastLine() {
        assertThat(twoGoals(true))
                .contains("\r\u001b[KP1, round 1 of 2: ours, 5 min left")
                .contains("\r\u001b[K  ours: fast" + System.lineSeparator())
                .endsWith("\r\u001b[K");
    }
}
