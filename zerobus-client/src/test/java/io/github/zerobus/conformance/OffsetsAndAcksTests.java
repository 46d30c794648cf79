package io.github.zerobus.conformance;

import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import io.github.zerobus.DurableRange;
import io.github.zerobus.ErrorKind;
import io.github.zerobus.MessageId;
import io.github.zerobus.Payload;
import io.github.zerobus.RecordType;
import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.UnackedRecord;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.embedded.ObservedStream;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.embedded.StreamActions;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.Simulation;
import io.github.zerobus.stream.TestStreams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wire: offsets of messages and the effect of acks. */
@Timeout(60)
class OffsetsAndAcksTests {

    private final Simulation simulation = new Simulation();

    private MultiplexedStream open() {
        return simulation.open(Simulation.options(1).batching(b -> b.maxRecords(1)));
    }

    @Test
    @Conformance({4, 5})
    void wireOffsetsRestartAndLogicalOffsetsContinueAfterReconnect() {
        simulation.faults().stream(0).afterMessages(3).fail(StatusCode.UNAVAILABLE);
        MultiplexedStream stream = open();
        for (int i = 0; i < 5; i++) {
            assertThat(stream.ingest(record(i)).offset()).isEqualTo(i);
        }
        stream.flush();
        assertThat(wireOffsets(0)).containsExactly(0L, 1L, 2L);
        // The third message was not acked; it is resent as the first one.
        assertThat(wireOffsets(1)).containsExactly(0L, 1L, 2L);
        assertThat(stream.ingest(record(5)).offset()).isEqualTo(5);
    }

    private List<Long> wireOffsets(int physical) {
        return simulation.physical(physical).messages().stream()
                .map(ObservedStream.Message::wireOffset)
                .toList();
    }

    @Test
    @Conformance({6, 7, 8})
    void jsonBatchConsumesOneOffsetAndBatchOfOneIsSentAsRecord() {
        MultiplexedStream stream = open();
        MessageId batch = stream.ingestBatch(List.of(record(1), record(2), record(3)));
        MessageId single = stream.ingestBatch(List.of(record(4)));
        stream.flush();
        assertThat(List.of(batch.offset(), single.offset())).containsExactly(0L, 1L);
        // The server rejects records whose type differs from that of the stream.
        assertThat(simulation.physical(0).messages())
                .extracting(message -> message.wireOffset() + " " + message.batch() + " "
                        + message.records().size())
                .containsExactly("0 true 3", "1 false 1");
    }

    @Test
    @Conformance(8)
    void protobufRecordsAndBatchesAreSentAsProtobuf() {
        MultiplexedStream stream = simulation.open(
                Simulation.options(1).recordType(RecordType.PROTO),
                builder -> builder.descriptor(Timestamp.getDescriptor()));
        Payload payload = Payload.proto(Timestamp.newBuilder().setSeconds(7).build());
        stream.ingest(payload);
        stream.ingestBatch(List.of(payload, payload));
        assertThat(stream.flush().complete()).isTrue();
        assertThat(simulation.table().rows())
                .hasSize(3)
                .allMatch(row -> row.bytes().equals(com.google.protobuf.ByteString.copyFrom(payload.bytes())));
    }

    @Test
    @Conformance({9, 10, 11})
    void acksAreCumulativeAndStaleAcksAreIgnored() {
        simulation.faults().everyStream().neverAck();
        List<MessageId> notified = new ArrayList<>();
        MultiplexedStream stream = simulation.open(
                Simulation.options(1).batching(b -> b.maxRecords(1)), Simulation.listener(new StreamListener() {
                    @Override
                    public void onDurable(DurableRange range) {
                        notified.add(range.first());
                    }
                }));
        List<MessageId> ids =
                Stream.of(0, 1, 2, 3).map(i -> stream.ingest(record(i))).toList();
        simulation.time.pass(Duration.ofMillis(1));

        simulation.physical(0).ackUpTo(2);
        simulation.time.pass(Duration.ofMillis(1));
        assertThat(ids).extracting(stream::isDurable).containsExactly(true, true, true, false);

        simulation.time.pass(Duration.ofSeconds(5));
        simulation.physical(0).sendAck(2);
        simulation.time.pass(Duration.ofMillis(1));
        assertThat(stream.snapshot().subStreams().get(0).withoutProgress()).isGreaterThan(Duration.ofSeconds(5));
        simulation.physical(0).sendAck(0);
        simulation.time.pass(Duration.ofMillis(1));
        assertThat(stream.snapshot().subStreams().get(0).withoutProgress()).isGreaterThan(Duration.ofSeconds(5));
        assertThat(ids).extracting(stream::isDurable).containsExactly(true, true, true, false);
        assertThat(simulation.table().streams()).hasSize(1);
        simulation.physical(0).ackUpTo(3);
        stream.await(ids.get(3));
        simulation.time.pass(Duration.ofMillis(1));
        assertThat(notified).containsExactlyElementsOf(ids);
    }

    @Test
    @Conformance(12)
    void ackOfUnsentOffsetPoisonsStreamAndCompletesNothing() {
        simulation.faults().stream(0).neverAck();
        simulation.faults().stream(0).afterMessages(1).stopReading();
        MultiplexedStream stream = open();
        List<MessageId> ids =
                IntStream.range(0, 10).mapToObj(i -> stream.ingest(record(i))).toList();
        simulation.time.pass(Duration.ofMillis(1));
        // Flow control: the client sends at most one message beyond those that the server has read.
        assertThat(simulation.physical(0).messageCount()).isEqualTo(1);
        assertThat(stream.snapshot().subStreams().get(0).sentBytes())
                .isLessThanOrEqualTo(2L * record(0).size());

        simulation.physical(0).sendAck(5);

        assertThatThrownBy(() -> stream.await(ids.get(0)))
                .isInstanceOfSatisfying(
                        StreamPoisonedException.class,
                        failure -> assertThat(failure.getCause())
                                .isInstanceOfSatisfying(ZerobusException.class, cause -> {
                                    assertThat(cause.kind()).isEqualTo(ErrorKind.PROTOCOL);
                                    assertThat(cause.isRetryable()).isFalse();
                                    assertThat(cause.grpcCode()).isEmpty();
                                }));
        assertThat(ids).noneMatch(stream::isDurable);
        assertThat(stream.unackedRecords()).extracting(UnackedRecord::id).containsExactlyElementsOf(ids);
        assertThat(simulation.table().streams()).hasSize(1);
    }

    static Stream<Consumer<StreamActions>> unexpectedMessages() {
        return Stream.of(
                StreamActions::sendAckWithoutOffset, StreamActions::sendEmptyMessage, StreamActions::sendCreatedAgain);
    }

    @ParameterizedTest
    @MethodSource("unexpectedMessages")
    @Conformance({13, 14, 15})
    void unexpectedMessageTriggersReconnectAndCompletesNothing(Consumer<StreamActions> message) {
        simulation.faults().stream(0).neverAck();
        MultiplexedStream stream = open();
        MessageId id = stream.ingest(record(1));
        simulation.time.pass(Duration.ofMillis(1));

        message.accept(simulation.physical(0));

        simulation.time.pass(Duration.ofMillis(1));
        assertThat(stream.isDurable(id)).isFalse();
        // By the message itself, not by the silence timeout or the end of a wait.
        assertThat(simulation.physical(0).isLive()).isFalse();
        stream.await(id);
        assertThat(simulation.table().streams()).hasSize(2);
        assertThat(simulation.physical(1).messages()).hasSize(1);
    }

    @Test
    @Conformance(18)
    void endOfStreamWithOkTriggersReconnectAndResend() {
        simulation.faults().stream(0).afterAcks(2).fail(StatusCode.OK);
        MultiplexedStream stream = open();
        for (int i = 0; i < 4; i++) {
            stream.ingest(record(i));
        }
        assertThat(stream.flush(Duration.ofSeconds(10)).complete())
                .as("without waiting for the silence timeout")
                .isTrue();
        assertThat(simulation.physical(1).messages()).hasSize(2);
        assertThat(simulation.table().durableRecords()).isEqualTo(4);
    }

    @Test
    @Conformance(19)
    void ackReceivedDuringSendIsCounted() {
        try (InlineServer server = new InlineServer();
                MultiplexedStream stream = MultiplexedStream.builder()
                        .table(TestStreams.TABLE)
                        .options(TestStreams.options(1)
                                .batching(b -> b.maxRecords(1))
                                .build())
                        .headersProvider(table -> Map.of())
                        .channelProvider(server)
                        .build()) {
            stream.open();
            for (int i = 0; i < 10; i++) {
                stream.await(stream.ingest(record(i)));
            }
            assertThat(stream.snapshot().ackedRequests()).isEqualTo(10);
            assertThat(stream.snapshot().inflightRequests()).isZero();
            assertThat(server.calls()).isEqualTo(1);
        }
    }
}
