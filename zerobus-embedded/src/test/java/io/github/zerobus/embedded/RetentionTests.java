package io.github.zerobus.embedded;

import static io.github.zerobus.embedded.PlainCall.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.github.zerobus.embedded.columns.RowReader;
import io.github.zerobus.embedded.columns.TableDefinitions;
import io.github.zerobus.embedded.service.Received;
import io.github.zerobus.embedded.service.StreamRecorder;
import io.github.zerobus.proto.CreateIngestStreamRequest;
import io.grpc.Metadata;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The memory of a server for rows, messages and ended streams. */
@Timeout(60)
class RetentionTests {

    private static final long LIMIT = 100_000;

    private final Retention retention = new Retention(Integer.MAX_VALUE, LIMIT);
    private final ServerTables tables = new ServerTables(retention, Duration.ZERO);

    private StreamRecorder open(String table) {
        return tables.opened(table, new Metadata(), 0, action -> {});
    }

    private static Received message(long wireOffset, String text) {
        return new Received(wireOffset, true, false, List.of(ByteString.copyFromUtf8(text)));
    }

    private static void send(StreamRecorder stream, int from, int to) {
        for (int i = from; i < to; i++) {
            Received message = message(i, "record-" + i);
            stream.received(message);
            stream.madeDurable(message);
        }
    }

    private ObservedStream stream(String table, int index) {
        return tables.table(table).streams().get(index);
    }

    @Test
    void bytesStayBoundedOverTablesAndStreams() {
        for (int round = 0; round < 50; round++) {
            for (int table = 0; table < 10; table++) {
                StreamRecorder stream = open("t" + table);
                send(stream, 0, 200);
                assertThat(retention.bytes()).isBetween(LIMIT / 2, LIMIT);
                if (round % 2 == 0) {
                    stream.halfClosed();
                }
            }
        }

        for (int i = 0; i < 10; i++) {
            ServerTable table = tables.table("t" + i);
            assertThat(table.durableRecords()).isEqualTo(10_000);
            assertThat(table.freedRows() + table.rows().size()).isEqualTo(10_000);
            assertThat(table.streams()).allMatch(stream -> stream.messageCount() == 200);
        }
        assertThat(tables.table("t9").rows())
                .last()
                .extracting(DurableRow::text)
                .isEqualTo("record-199");
    }

    @Test
    void messagesOfEndedStreamsAreFreedFirst() {
        StreamRecorder live = open("t");
        send(live, 0, 50);
        StreamRecorder ended = open("t");
        send(ended, 0, 100);
        ended.cancelled();

        send(open("t"), 0, 190);

        assertThat(stream("t", 1).messages()).hasSizeBetween(1, 99);
        assertThat(stream("t", 1).messageCount()).isEqualTo(100);
        assertThat(stream("t", 0).messages()).hasSize(50);
        assertThat(stream("t", 2).messages()).hasSize(190);
        assertThat(tables.table("t").rows()).hasSize(340);
    }

    @Test
    void oldestRowsAndMessagesAreFreedAndNewestStay() {
        StreamRecorder stream = open("t");
        send(stream, 0, 5_000);

        List<DurableRow> rows = tables.table("t").rows();
        assertThat(rows).hasSizeBetween(100, 1_000);
        assertThat(rows).extracting(DurableRow::wireOffset).isEqualTo(offsets(5_000 - rows.size(), 5_000));
        List<ObservedStream.Message> messages = stream("t", 0).messages();
        assertThat(messages).hasSizeBetween(100, 1_000);
        assertThat(messages)
                .extracting(ObservedStream.Message::wireOffset)
                .isEqualTo(offsets(5_000 - messages.size(), 5_000));
        assertThat(tables.table("t").freedRows()).isEqualTo(5_000 - rows.size());
    }

    private static List<Long> offsets(int from, int to) {
        return IntStream.range(from, to).mapToObj(Long::valueOf).toList();
    }

    @Test
    void recordLargerThanTheLimitIsOnlyCounted() {
        StreamRecorder stream = open("t");
        Received large = message(0, "x".repeat((int) LIMIT));
        stream.received(large);
        stream.madeDurable(large);

        assertThat(retention.bytes()).isZero();
        assertThat(tables.table("t").rows()).isEmpty();
        assertThat(tables.table("t").durableRecords()).isEqualTo(1);

        send(stream, 1, 2);
        assertThat(tables.table("t").rows()).hasSize(1);
    }

    @Test
    void resetFreesRowsAndMessages() {
        StreamRecorder live = open("t");
        send(live, 0, 1_000);
        StreamRecorder ended = open("t");
        send(ended, 0, 1_000);
        ended.failed();

        tables.reset();

        assertThat(retention.bytes()).isZero();
        assertThat(tables.table("t").freedRows()).isZero();
        assertThat(tables.table("t").streams())
                .hasSize(2)
                .allMatch(stream -> stream.messages().isEmpty());
        assertThat(stream("t", 0).messageCount()).isEqualTo(1_000);

        send(live, 1_000, 1_001);
        assertThat(tables.table("t").rows()).hasSize(1);
        assertThat(stream("t", 0).messages()).hasSize(1);
        assertThat(tables.table("t").durableRecords()).isEqualTo(1);
    }

    @Test
    void resetAllowsAsManyMessagesAsBefore() {
        ServerTables two = new ServerTables(new Retention(2, LIMIT), Duration.ZERO);
        StreamRecorder stream = two.opened("t", new Metadata(), 0, action -> {});
        send(stream, 0, 5);
        two.reset();
        send(stream, 5, 10);

        assertThat(two.table("t").streams().get(0).messages())
                .extracting(ObservedStream.Message::wireOffset)
                .containsExactly(5L, 6L);
        assertThat(two.table("t").rows()).hasSize(2);
    }

    @Test
    void oldestEndedStreamsAreDroppedAndCounted() {
        StreamRecorder live = open("a");
        ObservedStream first = endedStream("a");
        int more = EndedStreams.MAX_STREAMS + 10;
        for (int i = 0; i < more; i++) {
            endedStream(i % 2 == 0 ? "a" : "b");
        }

        ServerTable a = tables.table("a");
        ServerTable b = tables.table("b");
        assertThat(a.streams().size() + b.streams().size()).isEqualTo(1 + EndedStreams.MAX_STREAMS);
        assertThat(a.openedStreams()).isEqualTo(2 + more / 2);
        assertThat(b.openedStreams()).isEqualTo(more / 2);
        assertThat(a.streams().get(0).index()).isEqualTo(live.index());
        assertThat(a.streams()).last().extracting(ObservedStream::index).isEqualTo(1 + more / 2);
        assertThat(a.streams()).doesNotContain(first);
        assertThat(first.messages()).isEmpty();
        assertThat(first.messageCount()).isEqualTo(1);
    }

    private ObservedStream endedStream(String table) {
        StreamRecorder stream = open(table);
        send(stream, 0, 1);
        stream.halfClosed();
        List<ObservedStream> streams = tables.table(table).streams();
        return streams.get(streams.size() - 1);
    }

    @Test
    void endedStreamsWithLargeDescriptorsAreDroppedEarlier() {
        for (int i = 0; i < 50; i++) {
            StreamRecorder stream = open("t");
            stream.created(CreateIngestStreamRequest.newBuilder()
                    .setDescriptorProto(ByteString.copyFrom(new byte[100_000]))
                    .build());
            stream.failed();
        }

        assertThat(tables.table("t").streams()).hasSize(10);
        assertThat(tables.table("t").openedStreams()).isEqualTo(50);
    }

    @Test
    void defaultIsAQuarterOfTheHeapAtMost64Megabytes() {
        assertThat(Retention.defaultBytes(40 << 20)).isEqualTo(10 << 20);
        assertThat(Retention.defaultBytes(Long.MAX_VALUE)).isEqualTo(64 << 20);
    }

    @Test
    void retainBytesLimitsServer() {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.builder()
                        .retainBytes(5_000)
                        .ackDelay(Duration.ZERO)
                        .start();
                PlainCall call = PlainCall.created(server)) {
            for (int i = 0; i < 200; i++) {
                call.json(i, "{\"n\":" + i + "}");
            }

            EmbeddedTable table = server.table(TABLE);
            await().until(() -> table.durableRecords() == 200);
            assertThat(table.rows())
                    .hasSizeBetween(5, 40)
                    .last()
                    .extracting(DurableRow::text)
                    .isEqualTo("{\"n\":199}");
            assertThat(table.freedRows()).isEqualTo(200 - table.rows().size());
            assertThat(table.openedStreams()).isEqualTo(1);
        }
    }

    @Test
    void retainBytesRefusesNegativeValues() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddedZerobusServer.builder().retainBytes(-1))
                .withMessage("retainBytes must be at least 0 but is -1");
    }

    /** Rows keep the descriptor of their stream, which may be large. */
    @Test
    void descriptorsOfRowsCountWithTheFirstOfThem() throws Exception {
        ServerTable table = tables.table("t");
        RowReader reader = TableDefinitions.columns("a.b.c", "a INT").protobuf(row("a"));
        RowReader other = TableDefinitions.columns("a.b.c", "a INT").protobuf(row("a"));
        table.makeDurable(message(0, "x"), 0, null);
        long row = retention.bytes();

        table.makeDurable(message(1, "x"), 0, reader);
        table.makeDurable(message(2, "x"), 1, reader);
        assertThat(retention.bytes()).isEqualTo(3 * row + reader.memory());

        table.makeDurable(message(3, "x"), 2, other);
        assertThat(retention.bytes()).isEqualTo(4 * row + reader.memory() + other.memory());
        table.reset();
        assertThat(retention.bytes()).isZero();
        assertThat(reader.memory()).isPositive();
    }

    private static Descriptor row(String field) throws DescriptorValidationException {
        DescriptorProto row = DescriptorProto.newBuilder()
                .setName("Row")
                .addField(FieldDescriptorProto.newBuilder()
                        .setName(field)
                        .setNumber(1)
                        .setType(FieldDescriptorProto.Type.TYPE_INT32))
                .build();
        return FileDescriptor.buildFrom(
                        FileDescriptorProto.newBuilder().addMessageType(row).build(), new FileDescriptor[0])
                .getMessageTypes()
                .get(0);
    }
}
