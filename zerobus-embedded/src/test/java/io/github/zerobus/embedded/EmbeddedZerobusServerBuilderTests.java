package io.github.zerobus.embedded;

import static io.github.zerobus.embedded.PlainCall.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.embedded.time.ThreadServerTimers;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EmbeddedZerobusServerBuilderTests {

    private static EmbeddedZerobusServerBuilder builder() {
        return EmbeddedZerobusServer.builder();
    }

    @Test
    void defaultsAreFreePortAndPlaintext() {
        try (EmbeddedZerobusServer one = builder().start();
                EmbeddedZerobusServer other = builder().start()) {
            assertThat(one.port()).isPositive().isNotEqualTo(other.port());
            assertThat(one.endpoint()).isEqualTo("http://127.0.0.1:" + one.port());
            assertThat(one.certificate()).isEmpty();
            assertThat(one.workspaceUrl()).hasScheme("http").hasHost("127.0.0.1");
            assertThat(one).hasToString("EmbeddedZerobusServer[" + one.endpoint() + "]");
        }
    }

    @Test
    void startFailsWhenPortIsUsed() {
        try (EmbeddedZerobusServer server = builder().start()) {
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> builder().port(server.port()).start())
                    .withMessageContaining("port " + server.port());
        }
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("zerobus-embedded")));
    }

    @Test
    void tlsHasCertificateAndHttpsEndpoint() {
        try (EmbeddedZerobusServer server = builder().tls(true).start()) {
            assertThat(server.endpoint()).startsWith("https://127.0.0.1:");
            assertThat(server.certificate().orElseThrow().getBasicConstraints()).isNotNegative();
        }
    }

    @Test
    void retainRowsLimitsRowsAndMessages() {
        try (EmbeddedZerobusServer server =
                        builder().retainRows(1).ackDelay(Duration.ZERO).start();
                PlainCall call = PlainCall.created(server)) {
            call.json(0, "{}");
            call.json(1, "{}");

            EmbeddedTable table = server.table(TABLE);
            await().until(() -> table.durableRecords() == 2);
            assertThat(table.rows()).hasSize(1);
            assertThat(table.streams().get(0).messages()).hasSize(1);
            assertThat(table).hasToString("EmbeddedTable[" + TABLE + ", 2 durable rows]");
        }
    }

    @Test
    void validateRecordsCanBeSwitchedOff() {
        try (EmbeddedZerobusServer server = builder().validateRecords(false).start();
                PlainCall call = PlainCall.created(server)) {
            call.json(0, "not json");

            call.awaitAnswers(2);
            assertThat(server.table(TABLE).rows().get(0).text()).isEqualTo("not json");
        }
    }

    @Test
    void inProcessServerUsesNoPort() {
        try (EmbeddedZerobusServer server = builder()
                .inProcess("builder-tests", Runnable::run, new ThreadServerTimers())
                .start()) {
            assertThat(server.endpoint()).isEqualTo("in-process:builder-tests");
            assertThat(server.port()).isZero();
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> builder()
                            .inProcess("builder-tests", Runnable::run, new ThreadServerTimers())
                            .start())
                    .withMessageContaining("'builder-tests'");
        }
    }
}
