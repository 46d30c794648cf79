package io.github.zerobus.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTests {

    private long nanos;
    private Instant wall = Instant.parse("2026-01-01T12:00:00Z");
    private final RetryAfter pause = new RetryAfter(new TokenClock(() -> nanos, () -> wall));

    private long seconds() {
        return pause.rest().map(rest -> rest.rest().toSeconds()).orElse(0L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429 | 7 | 7",
                "503 | 7 | 7",
                "503 | ' 7 ' | 7",
                "429 | 60 | 60",
                "429 | 3600 | 60",
                "429 | 99999999999999999999 | 60",
                "429 | 0 | 0",
                "429 | -5 | 0",
                "429 | 1.5 | 0",
                "429 | soon | 0",
                "429 | '' | 0",
                "429 | Thu, 01 Jan 2026 12:00:30 GMT | 30",
                "429 | 'Thursday, 01-Jan-26 12:00:30 GMT' | 30",
                "429 | Thu Jan  1 12:00:30 2026 | 30",
                "429 | Thu, 01 Jan 2026 13:00:00 GMT | 60",
                "429 | Thu, 01 Jan 2026 11:00:00 GMT | 0",
                "500 | 7 | 0",
                "200 | 7 | 0",
                "302 | 7 | 0"
            })
    void pauseIsWhatHeaderSaysAndAtMostAMinute(int status, String header, long expected) {
        pause.answered(new HttpReply(status, header, ""));

        assertThat(seconds()).isEqualTo(expected);
    }

    @Test
    void thereIsNoPauseWithoutHeader() {
        pause.answered(new HttpReply(429, null, ""));

        assertThat(pause.rest()).isEmpty();
    }

    @Test
    void pauseEndsByEitherClock() {
        pause.answered(new HttpReply(429, "30", ""));
        nanos += Duration.ofSeconds(29).toNanos();
        assertThat(seconds()).isEqualTo(1);
        nanos += Duration.ofSeconds(1).toNanos();
        assertThat(pause.rest()).isEmpty();

        pause.answered(new HttpReply(429, "30", ""));
        wall = wall.plusSeconds(3_600);
        assertThat(pause.rest()).isEmpty();
    }
}
