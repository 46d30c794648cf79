package io.github.zerobus.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.StreamClosedException;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.network.Traffic.Direction;
import io.github.zerobus.stream.MultiplexedStream;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Network faults under load, with one and several connections, with and without TLS: no record is lost. */
@Timeout(180)
@Tag("heavy")
class NetworkFaultTests {

    private static final String TABLE = NetworkStreams.TABLE;
    private static final int PRODUCERS = 3;
    private static final int RECORDS = 2_000;

    private final ConnectionLosses losses = new ConnectionLosses();
    private EmbeddedZerobusServer server = EmbeddedZerobusServer.start();
    private FaultyProxy proxy = FaultyProxy.to(server.port());

    private void useTls(boolean tls) throws Exception {
        stop();
        server = EmbeddedZerobusServer.builder()
                .tls(tls)
                .retainBytes(Long.MAX_VALUE)
                .start();
        proxy = FaultyProxy.to(server.port());
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        server.close();
    }

    static Stream<Arguments> faults() {
        return Stream.of(NetworkFault.values())
                .flatMap(fault -> Stream.of(false, true)
                        .flatMap(tls -> Stream.of(1, 3).map(subStreams -> Arguments.of(fault, tls, subStreams))));
    }

    @ParameterizedTest(name = "{0}, TLS {1}, sub-streams {2}")
    @MethodSource("faults")
    void noRecordIsLostWhenNetworkFailsUnderLoad(NetworkFault fault, boolean tls, int subStreams) throws Exception {
        useTls(tls);
        MultiplexedStream stream = NetworkStreams.open(server, proxy, NetworkStreams.options(subStreams), losses);
        Load load = Load.start(stream, PRODUCERS);
        load.awaitProgress(RECORDS);

        fault.inject(proxy);
        if (fault.breaksConnection()) {
            losses.awaitLossOnEach(subStreams);
        } else {
            load.awaitProgress(100);
        }
        proxy.heal();
        load.awaitProgress(RECORDS);
        load.stop();
        stream.close();

        assertThat(stream.unackedRecords()).isEmpty();
        load.check(durable());
    }

    private Set<String> durable() {
        return server.table(TABLE).rows().stream()
                .map(row -> Load.key(row.text()))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noRecordIsLostWhenNetworkFailsRepeatedly(boolean tls) throws Exception {
        useTls(tls);
        MultiplexedStream stream = NetworkStreams.open(server, proxy, NetworkStreams.options(3), losses);
        Load load = Load.start(stream, PRODUCERS);
        for (int round = 0; round < 5; round++) {
            load.awaitProgress(500);
            proxy.cut();
            proxy.drip();
            load.awaitProgress(20);
            proxy.reset();
            proxy.heal();
        }
        load.stop();
        stream.close();

        assertThat(stream.unackedRecords()).isEmpty();
        load.check(durable());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void deadPeerIsDetectedBySilenceTimeout(int subStreams) throws Exception {
        MultiplexedStream stream = NetworkStreams.open(
                server, proxy, NetworkStreams.withoutRecovery(NetworkStreams.options(subStreams)), losses);
        Load load = Load.start(stream, PRODUCERS);
        load.awaitProgress(RECORDS);

        proxy.halfOpen();
        load.awaitEnd();

        assertThat(catchThrowable(stream::close))
                .isInstanceOf(StreamPoisonedException.class)
                .hasMessageContaining("silence-timeout");
        assertThat(stream.unackedRecords()).isNotEmpty();
        load.check(durable());
    }

    /** The server stays reachable at the same address; only the existing connections are dead. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void deadPeerIsReplacedByNewConnection(boolean tls) throws Exception {
        useTls(tls);
        MultiplexedStream stream = NetworkStreams.open(server, proxy, NetworkStreams.options(2), losses);
        Load load = Load.start(stream, PRODUCERS);
        load.awaitProgress(RECORDS);
        int connections = proxy.accepted();

        proxy.halfOpen();
        load.awaitProgress(RECORDS);
        load.stop();
        stream.close();

        assertThat(proxy.accepted()).isGreaterThan(connections);
        assertThat(stream.unackedRecords()).isEmpty();
        load.check(durable());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void closeKeepsUnackedRecordsWhenNetworkStalls(boolean tls) throws Exception {
        useTls(tls);
        MultiplexedStream stream = NetworkStreams.open(server, proxy, NetworkStreams.options(3), losses);
        Load load = Load.start(stream, PRODUCERS);
        load.awaitProgress(RECORDS);

        proxy.stall(Direction.TO_SERVER, Direction.TO_CLIENT);
        losses.awaitLossOnEach(3);
        assertThat(catchThrowable(() -> stream.close(Duration.ofMillis(100))))
                .isInstanceOf(StreamClosedException.class);
        load.awaitEnd();

        assertThat(stream.snapshot().state()).isEqualTo(StreamState.CLOSED);
        assertThat(stream.unackedRecords()).isNotEmpty();
        load.check(durable());
        proxy.heal();
        await().until(() -> server.connectionsOpen() == 0);
    }
}
