package io.github.zerobus.network;

import static io.github.zerobus.network.HostileServer.CONTINUATION;
import static io.github.zerobus.network.HostileServer.DATA;
import static io.github.zerobus.network.HostileServer.END_HEADERS;
import static io.github.zerobus.network.HostileServer.END_STREAM;
import static io.github.zerobus.network.HostileServer.GOAWAY;
import static io.github.zerobus.network.HostileServer.HEADERS;
import static io.github.zerobus.network.HostileServer.RST_STREAM;
import static io.github.zerobus.network.HostileServer.block;
import static io.github.zerobus.network.HostileServer.frame;
import static io.github.zerobus.network.HostileServer.message;
import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.ErrorKind;
import io.github.zerobus.GrpcCode;
import io.github.zerobus.StreamClosedException;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.SubStreamSnapshot;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.MultiplexedStreamBuilder;
import io.github.zerobus.stream.TestStreams;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContext;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that sends what no server should: each stream ends in a defined state, and nothing of it remains. */
@Timeout(60)
class HostileServerTests {

    /** gRPC leaves out 1, which belongs to an upgrade from HTTP/1.1. */
    private static final int FIRST_STREAM = 3;

    private static final AtomicInteger NAMES = new AtomicInteger();

    private final String name = "hostile" + NAMES.incrementAndGet();

    private MultiplexedStream open(HostileServer server) {
        return open(server, builder -> {});
    }

    private MultiplexedStream open(HostileServer server, Consumer<MultiplexedStreamBuilder> change) {
        MultiplexedStreamBuilder builder = MultiplexedStream.builder()
                .name(name)
                .endpoint(server.endpoint())
                .table(TABLE)
                .options(TestStreams.options(1)
                        .silenceTimeout(Duration.ofSeconds(20))
                        .build())
                .headersProvider(table -> Map.of());
        change.accept(builder);
        MultiplexedStream stream = builder.build();
        stream.open();
        return stream;
    }

    private static SubStreamSnapshot subStream(MultiplexedStream stream) {
        return stream.snapshot().subStreams().get(0);
    }

    /** Waits until a connection was lost, and returns why. */
    private static ZerobusException awaitFailure(MultiplexedStream stream) {
        await().until(() -> subStream(stream).lastFailure() != null);
        return Objects.requireNonNull(subStream(stream).lastFailure());
    }

    /** Closes the stream, whatever the server does meanwhile, and accounts for each request and thread. */
    private void assertEnds(MultiplexedStream stream, int admitted) {
        try {
            stream.close(Duration.ofMillis(500));
        } catch (StreamClosedException | StreamPoisonedException e) {
            assertThat(stream.unackedRecords()).isNotEmpty();
        }
        assertThat(subStream(stream).ackedRecords() + stream.unackedRecords().size())
                .isEqualTo(admitted);
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("zerobus-" + name + "-")));
    }

    /** Answers that violate the protocol. After each of them a new physical stream is opened. */
    enum BadAnswer {
        TRUNCATED_ACK(message(3, (byte) 0x12, (byte) 5, (byte) 8)),
        NEGATIVE_ACK(message(
                13,
                (byte) 0x12,
                (byte) 11,
                (byte) 8,
                (byte) -1,
                (byte) -1,
                (byte) -1,
                (byte) -1,
                (byte) -1,
                (byte) -1,
                (byte) -1,
                (byte) -1,
                (byte) -1,
                (byte) 1)),
        SECOND_ID(message(5, (byte) 0x0a, (byte) 3, (byte) 0x0a, (byte) 1, (byte) 'j')),
        EMPTY(message(0)),
        LENGTH_OF_100_MB(message(100 << 20)),
        LENGTH_OF_4_GB(message(-1));

        @SuppressWarnings("ImmutableEnumChecker") // nothing writes to it
        private final byte[] bytes;

        BadAnswer(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    @ParameterizedTest
    @EnumSource
    void badAnswerIsProtocolFailureAndRecordIsSentAgain(BadAnswer answer) throws Exception {
        try (HostileServer server = new HostileServer((connection, stream, index) -> {
            if (index == 0) {
                connection.accept(stream);
            } else if (stream == FIRST_STREAM) {
                connection.send(frame(DATA, 0, stream, answer.bytes));
            } else {
                connection.ack(stream, index - 1);
            }
        })) {
            MultiplexedStream stream = open(server);
            stream.await(stream.ingest(record(1)));
            assertThat(awaitFailure(stream)).satisfies(failure -> {
                assertThat(failure.kind()).isEqualTo(ErrorKind.PROTOCOL);
                assertThat(failure.isRetryable()).isTrue();
                assertThat(failure.grpcCode()).isEmpty();
            });
            assertEnds(stream, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 9_000, 60_000})
    void permanentRefusalStaysPermanentWhateverItsSize(int size) throws Exception {
        try (HostileServer server = new HostileServer((connection, stream, index) -> {
            if (index == 0) {
                connection.accept(stream);
            } else {
                connection.headers(
                        stream,
                        END_STREAM,
                        block("grpc-status", "3", "grpc-message", "no column: " + "x".repeat(size)));
            }
        })) {
            MultiplexedStream stream = open(server);
            stream.ingest(record(1));
            await().until(() -> stream.snapshot().poison() != null);
            assertThat(Objects.requireNonNull(stream.snapshot().poison()).firstCause())
                    .satisfies(cause -> {
                        assertThat(cause.grpcCode()).contains(GrpcCode.INVALID_ARGUMENT);
                        assertThat(cause).hasMessageContaining("no column");
                    });
            assertThat(server.connections()).isOne();
            assertEnds(stream, 1);
        }
    }

    /** Frames without content, which cost the client processor time, or memory for answers. */
    enum Flood {
        EMPTY_DATA(true, DATA, 0),
        INFORMATIONAL_HEADERS(true, HEADERS, END_HEADERS, block(":status", "103")),
        LATE_INFORMATIONAL_HEADERS(false, HEADERS, END_HEADERS, block(":status", "103")),
        PING(true, HostileServer.PING, 0, new byte[8]),
        PING_UNREAD(true, HostileServer.PING, 0, new byte[8]),
        SETTINGS(true, HostileServer.SETTINGS, 0),
        SETTINGS_UNREAD(true, HostileServer.SETTINGS, 0),
        PRIORITY(true, 2, 0, new byte[5]),
        UNKNOWN(true, 0x7f, 0, new byte[1]),
        GO_AWAY(true, GOAWAY, 0, new byte[8]),
        DATA_OF_OLD_STREAM_UNREAD(true, DATA, 0, new byte[1]),
        WINDOW_UPDATE(false, HostileServer.WINDOW_UPDATE, 0, (byte) 0, (byte) 0, (byte) 0, (byte) 1),
        RESET_OF_OLD_STREAM(false, RST_STREAM, 0, new byte[4]),
        EMPTY_CONTINUATION(true, CONTINUATION, 0),
        STALE_ACK(false, DATA, 0, message(4, (byte) 0x12, (byte) 2, (byte) 8, (byte) 0));

        private final boolean ended;
        private final int type;
        private final int flags;

        @SuppressWarnings("ImmutableEnumChecker") // nothing writes to it
        private final byte[] payload;

        Flood(boolean ended, int type, int flags, byte... payload) {
            this.ended = ended;
            this.type = type;
            this.flags = flags;
            this.payload = payload;
        }

        private byte[] frame(int stream) {
            boolean ofConnection = type == HostileServer.PING || type == HostileServer.SETTINGS || type == GOAWAY;
            return HostileServer.frame(type, flags, ofConnection ? 0 : stream, payload);
        }

        void start(HostileServer.Connection connection, int stream) throws IOException {
            if (name().endsWith("UNREAD")) {
                connection.stopReading();
            }
            if (this == EMPTY_CONTINUATION) {
                connection.send(HostileServer.frame(HEADERS, 0, stream));
            }
            if (name().contains("OLD_STREAM") || this == INFORMATIONAL_HEADERS) {
                connection.headers(stream, END_STREAM, block("grpc-status", "14"));
            }
            if (this != INFORMATIONAL_HEADERS) {
                connection.flood(frame(stream));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void floodEndsAndStreamCloses(Flood flood) throws Exception {
        try (HostileServer server = new HostileServer(flooding(flood))) {
            assertEnds(flood, server, open(server));
        }
    }

    private static HostileServer.Script flooding(Flood flood) {
        return (connection, stream, index) -> {
            if (index == 0 && stream > FIRST_STREAM && flood == Flood.INFORMATIONAL_HEADERS) {
                connection.flood(flood.frame(stream));
            } else if (index == 0) {
                connection.accept(stream);
            } else if (index == 1) {
                connection.ack(stream, 0);
                flood.start(connection, stream);
            }
        };
    }

    private void assertEnds(Flood flood, HostileServer server, MultiplexedStream stream) {
        stream.await(stream.ingest(record(1)));
        if (flood.ended) {
            await().untilAsserted(() -> assertThat(server.connections()).isGreaterThan(1));
        }
        stream.ingest(record(2));
        assertEnds(stream, 2);
    }

    @ParameterizedTest
    @EnumSource(names = {"EMPTY_DATA", "PING", "PING_UNREAD", "DATA_OF_OLD_STREAM_UNREAD"})
    void floodOverTlsEndsAndStreamCloses(Flood flood) throws Exception {
        X509Bundle certificate = new CertificateBuilder()
                .subject("CN=localhost")
                .addSanIpAddress("127.0.0.1")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        SslContext trust = GrpcSslContexts.forClient()
                .trustManager(certificate.getCertificate())
                .build();
        try (HostileServer server = HostileServer.overTls(certificate, flooding(flood))) {
            assertEnds(
                    flood,
                    server,
                    open(
                            server,
                            builder -> builder.channelCustomizer(
                                    (index, channel) -> ((NettyChannelBuilder) channel).sslContext(trust))));
        }
    }

    @Test
    void endlessCloseSignalsOfACenturyDoNotHoldUpTheEnd() throws Exception {
        try (HostileServer server = new HostileServer((connection, stream, index) -> {
            if (index == 0) {
                connection.accept(stream);
                connection.flood(frame(
                        DATA,
                        0,
                        stream,
                        message(
                                9,
                                (byte) 0x1a,
                                (byte) 7,
                                (byte) 0x0a,
                                (byte) 5,
                                (byte) 8,
                                (byte) -1,
                                (byte) -1,
                                (byte) -1,
                                (byte) 15)));
            }
        })) {
            MultiplexedStream stream = open(server);
            stream.ingest(record(1));
            assertEnds(stream, 1);
        }
    }
}
