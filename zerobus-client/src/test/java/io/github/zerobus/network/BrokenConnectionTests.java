package io.github.zerobus.network;

import static io.github.zerobus.network.HostileServer.DATA;
import static io.github.zerobus.network.HostileServer.END_HEADERS;
import static io.github.zerobus.network.HostileServer.END_STREAM;
import static io.github.zerobus.network.HostileServer.GOAWAY;
import static io.github.zerobus.network.HostileServer.HEADERS;
import static io.github.zerobus.network.HostileServer.RST_STREAM;
import static io.github.zerobus.network.HostileServer.SETTINGS;
import static io.github.zerobus.network.HostileServer.WINDOW_UPDATE;
import static io.github.zerobus.network.HostileServer.block;
import static io.github.zerobus.network.HostileServer.frame;
import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.conformance.CapturedLogs;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.TestStreams;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a server or an intermediary does to a connection a few times, records become durable afterwards. */
@Timeout(60)
class BrokenConnectionTests {

    /** How often a connection breaks before the server behaves. */
    private static final int BREAKS = 3;

    private static final byte[] NOTHING = {};

    /** What HTTP/2 lets a peer send without an error, so that only the missing ack shows it. */
    private static final Set<Break> SILENT = EnumSet.of(Break.STREAM_OF_SERVER);

    /** What happens instead of the ack. */
    enum Break {
        RESET((connection, stream) -> connection.send(frame(RST_STREAM, 0, stream, number(2)))),
        REFUSED_STREAM((connection, stream) -> connection.send(frame(RST_STREAM, 0, stream, number(7)))),
        CALM_DEMANDED((connection, stream) -> connection.send(frame(RST_STREAM, 0, stream, number(11)))),
        UNKNOWN_CODE((connection, stream) -> connection.send(frame(RST_STREAM, 0, stream, number(-1)))),
        GO_AWAY((connection, stream) -> {
            connection.send(frame(
                    GOAWAY,
                    0,
                    0,
                    ByteBuffer.allocate(23)
                            .putInt(stream)
                            .putInt(0)
                            .put("line\n\u001b[31mnext\0".getBytes(StandardCharsets.US_ASCII))
                            .array()));
            connection.close();
        }),
        CLOSE((connection, stream) -> connection.close()),
        STATUS_WITH_CONTROL_CHARACTERS((connection, stream) -> connection.headers(
                stream,
                END_STREAM,
                block("grpc-status", "14", "grpc-message", "bad%0A%0DERROR forged line%1B[31m%00%E2%80%A8"))),
        NO_STATUS((connection, stream) -> connection.headers(stream, END_STREAM, block("x", "y"))),
        UNKNOWN_STATUS((connection, stream) -> connection.headers(stream, END_STREAM, block("grpc-status", "99"))),
        STATUS_IS_NO_NUMBER((connection, stream) -> connection.headers(stream, END_STREAM, block("grpc-status", "x"))),
        OK((connection, stream) -> connection.headers(stream, END_STREAM, block("grpc-status", "0"))),
        END_IN_A_MESSAGE((connection, stream) -> connection.send(frame(DATA, END_STREAM, stream, number(9)))),
        HEADERS_ABOVE_LIMIT((connection, stream) ->
                connection.headers(stream, END_STREAM, block("grpc-status", "14", "x", "y".repeat(1 << 20)))),
        HEADER_WITH_UPPER_CASE((connection, stream) -> connection.headers(stream, 0, block("X", "y"))),
        BROKEN_HPACK((connection, stream) -> connection.send(frame(HEADERS, END_HEADERS, stream, number(-1)))),
        RESERVED_BITS((connection, stream) ->
                connection.send(frame(DATA, 0, stream, (byte) 2, (byte) 0, (byte) 0, (byte) 0, (byte) 0))),
        DATA_WITHOUT_STREAM((connection, stream) -> connection.send(frame(DATA, 0, 0, NOTHING))),
        STREAM_OF_SERVER((connection, stream) -> connection.send(frame(HEADERS, END_HEADERS, 2, block("x", "y")))),
        WINDOW_UPDATE_OF_ZERO((connection, stream) -> connection.send(frame(WINDOW_UPDATE, 0, stream, number(0)))),
        WINDOW_OVERFLOW((connection, stream) -> connection.send(frame(WINDOW_UPDATE, 0, 0, number(0x7fffffff)))),
        SETTINGS_OF_ODD_LENGTH((connection, stream) -> connection.send(frame(SETTINGS, 0, 0, number(1)))),
        FRAME_ABOVE_LIMIT((connection, stream) -> connection.send(frame(DATA, 0, stream, new byte[1 << 20]))),
        RANDOM_BYTES((connection, stream) -> {
            byte[] bytes = new byte[100_000];
            new Random(1).nextBytes(bytes);
            connection.send(bytes);
            connection.close();
        }),
        HTTP_1((connection, stream) -> {
            connection.send(
                    "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 4\r\n\r\nno\r\n".getBytes(StandardCharsets.US_ASCII));
            connection.close();
        });

        @SuppressWarnings("ImmutableEnumChecker") // the actions have no state
        private final Action action;

        Break(Action action) {
            this.action = action;
        }

        private static byte[] number(int value) {
            return ByteBuffer.allocate(4).putInt(value).array();
        }
    }

    @FunctionalInterface
    private interface Action {

        void run(HostileServer.Connection connection, int stream) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void recordIsDurableAfterBreaks(Break kind) throws Exception {
        AtomicInteger breaks = new AtomicInteger();
        try (CapturedLogs logs = new CapturedLogs();
                HostileServer server = new HostileServer((connection, stream, index) -> {
                    if (index == 0) {
                        connection.accept(stream);
                    } else if (breaks.getAndIncrement() < BREAKS) {
                        kind.action.run(connection, stream);
                    } else {
                        connection.ack(stream, index - 1);
                    }
                });
                MultiplexedStream stream = MultiplexedStream.builder()
                        .endpoint(server.endpoint())
                        .table(TABLE)
                        .options(TestStreams.options(1)
                                .silenceTimeout(Duration.ofSeconds(1))
                                .build())
                        .headersProvider(table -> Map.of())
                        .build()) {
            stream.open();
            stream.await(stream.ingest(record(1)));
            ZerobusException failure = stream.snapshot().subStreams().get(0).lastFailure();
            assertThat(failure).isNotNull();
            assertThat(failure.isRetryable()).isTrue();
            assertThat(String.valueOf(failure.getMessage()).contains("silence-timeout"))
                    .isEqualTo(SILENT.contains(kind));
            assertPlain(String.valueOf(failure.getMessage()));
            assertThat(logs.messagesFrom(Level.INFO))
                    .hasSizeLessThan(4 * (BREAKS + 1))
                    .allSatisfy(BrokenConnectionTests::assertPlain);
        }
    }

    private static void assertPlain(String text) {
        assertThat(text).hasSizeLessThan(1_000).matches("[\\x20-\\x7e]*");
    }
}
