package io.github.zerobus.conformance;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.Timestamp;
import io.github.zerobus.ErrorKind;
import io.github.zerobus.InvalidOptionException;
import io.github.zerobus.Payload;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.ObservedStream;
import io.github.zerobus.embedded.ObservedStream.CreateRequest;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.Simulation;
import io.github.zerobus.stream.TestStreams;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Wire: the opening of a physical stream. */
@Timeout(60)
class PhysicalStreamOpeningTests {

    private final Simulation simulation = new Simulation();

    @Test
    @Conformance({1, 3})
    void createIsFirstMessageAndRecordsFollowItsResponse() {
        simulation.faults().everyStream().createAfter(Duration.ofSeconds(3));
        MultiplexedStream stream =
                simulation.stream(Simulation.options(1).startup(io.github.zerobus.Startup.BACKGROUND), builder -> {});
        stream.ingest(record(1));
        simulation.time.pass(Duration.ofSeconds(2));
        ObservedStream physical = simulation.physical(0);
        // The server fails a stream with another first message, or with records before the response.
        assertThat(physical.create().map(CreateRequest::tableName)).contains(TABLE);
        assertThat(physical.create().map(CreateRequest::recordType)).contains("JSON");
        assertThat(physical.messageCount()).isZero();

        assertThat(stream.flush().complete()).isTrue();
        assertThat(physical.isLive()).isTrue();
        assertThat(simulation.table().streams()).hasSize(1);
    }

    @Test
    @Conformance(2)
    void descriptorIsSentForProtobufOnly() throws Exception {
        simulation.open(1);
        assertThat(simulation.physical(0).create().orElseThrow().descriptor()).isEmpty();

        MultiplexedStream proto = simulation.open(
                Simulation.options(1).recordType(io.github.zerobus.RecordType.PROTO),
                builder -> builder.descriptor(Timestamp.getDescriptor()));
        proto.await(
                proto.ingest(Payload.proto(Timestamp.newBuilder().setSeconds(1).build())));

        CreateRequest create = simulation.physical(1).create().orElseThrow();
        assertThat(create.recordType()).isEqualTo("PROTO");
        assertThat(DescriptorProto.parseFrom(create.descriptor().orElseThrow()).getName())
                .isEqualTo("Timestamp");
    }

    @Test
    @Conformance(16)
    void attemptFailsWhenFirstResponseHasNoStreamId() {
        simulation.faults().nextStreams(1).createWithoutId();
        simulation.open(1);
        assertThat(simulation.table().streams()).hasSize(2);
        assertThat(simulation.physical(0).isLive()).isFalse();
    }

    @Test
    @Conformance(16)
    void attemptFailsWhenFirstResponseIsNoCreateResponse() {
        simulation.faults().stream(0).answerCreateWithAck();
        simulation.faults().stream(1).answerCreateWithEmptyMessage();
        simulation.open(1);
        assertThat(simulation.table().streams()).hasSize(3);
    }

    @Test
    @Conformance(17)
    void endOfStreamWithOkBeforeCreationIsRetried() {
        simulation.faults().nextStreams(2).refuse(StatusCode.OK);
        simulation.open(1);
        assertThat(simulation.table().streams()).hasSize(3);
    }

    @Test
    @Conformance({20, 21, 23})
    void eachOpenSendsTokenTableAndUserAgentHeaders() {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start();
                MultiplexedStream stream = MultiplexedStream.builder()
                        .endpoint(server.endpoint())
                        .table(TABLE)
                        .options(TestStreams.options(2).build())
                        .tokenProvider(table -> new io.github.zerobus.auth.Token("abc"))
                        .applicationName("  orders  ")
                        .build()) {
            stream.open();
            server.table(TABLE).streams().get(0).fail(StatusCode.UNAVAILABLE);
            org.awaitility.Awaitility.await()
                    .until(() -> server.table(TABLE).streams().size() == 3);
            assertThat(server.table(TABLE).streams()).allSatisfy(physical -> {
                assertThat(physical.header("authorization")).contains("Bearer abc");
                assertThat(physical.header("x-databricks-zerobus-table-name")).contains(TABLE);
                assertThat(physical.header("user-agent").orElse(""))
                        .matches("zerobus-spring/\\S+ orders grpc-java-netty/\\S+");
                assertThat(physical.header("x-zerobus-sdk")).isEmpty();
            });
        }
    }

    @Test
    @Conformance(22)
    void applicationNameWithControlCharactersIsRejected() {
        assertThatThrownBy(() -> MultiplexedStream.builder()
                        .endpoint("http://localhost")
                        .table(TABLE)
                        .applicationName("or\nders")
                        .build())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("application-name");
    }

    @Test
    @Conformance(24)
    void providerHeadersAreLowerCasedAndCannotOverrideReservedHeaders() {
        simulation.open(
                Simulation.options(1),
                Simulation.headers(table -> Map.of(
                        "X-Trace", "t1",
                        "User-Agent", "mine",
                        "X-Databricks-Zerobus-Table-Name", "other.other.other",
                        "grpc-timeout", "1S")));
        ObservedStream physical = simulation.physical(0);
        assertThat(physical.header("x-trace")).contains("t1");
        assertThat(physical.header("user-agent").orElse("")).doesNotContain("mine");
        assertThat(physical.header("x-databricks-zerobus-table-name")).contains(TABLE);
        assertThat(physical.header("grpc-timeout")).isEmpty();
    }

    @Test
    @Conformance(25)
    void openFailsWithHeaderNameOnlyWhenValueIsIllegal() {
        MultiplexedStream stream =
                simulation.stream(Simulation.options(1), Simulation.headers(table -> Map.of("x-trace", "sec\nret")));
        assertThatThrownBy(stream::open).isInstanceOfSatisfying(StreamOpenException.class, failure -> {
            assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
            assertThat(failure.attempts()).isEqualTo(1);
            assertThat(failure.getMessage())
                    .contains("x-trace")
                    .doesNotContain("sec")
                    .doesNotContain("ret\"");
        });
        assertThat(simulation.table().streams()).isEmpty();
    }
}
