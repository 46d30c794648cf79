package io.github.zerobus.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.github.zerobus.embedded.service.Received;
import io.grpc.Metadata;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerTableTests {

    private static final ByteString RECORD = ByteString.copyFromUtf8("{\"a\":1}");

    private final ServerTable table = new ServerTable("main.test.records", new Retention(3, 1 << 20));

    private static Received batch(long wireOffset, int records) {
        return new Received(wireOffset, true, true, java.util.Collections.nCopies(records, RECORD));
    }

    private ObservedStream open() {
        return table.opened(new Metadata(), action -> {}, 0);
    }

    @Test
    void rowsAreRetainedUpToLimitAndCountedBeyond() {
        table.makeDurable(batch(0, 2), 0, null);
        table.makeDurable(batch(1, 2), 0, null);

        assertThat(table.durableRecords()).isEqualTo(4);
        assertThat(table.rows())
                .containsExactly(
                        new DurableRow(RECORD, 0, 0, null),
                        new DurableRow(RECORD, 0, 0, null),
                        new DurableRow(RECORD, 0, 1, null));
    }

    @Test
    void resetRemovesRowsAndKeepsStreams() {
        ObservedStream stream = open();
        table.makeDurable(batch(0, 4), 0, null);

        table.reset();
        table.makeDurable(batch(1, 1), 0, null);

        assertThat(table.durableRecords()).isEqualTo(1);
        assertThat(table.rows()).hasSize(1);
        assertThat(table.streams()).containsExactly(stream);
    }

    @Test
    void streamsAreNumberedInOrder() {
        assertThat(List.of(open(), open(), open()))
                .extracting(ObservedStream::index)
                .containsExactly(0, 1, 2);
    }

    @Test
    void messagesAreRetainedUpToLimitAndCountedBeyond() {
        ObservedStream stream = open();
        for (int i = 0; i < 5; i++) {
            stream.received(batch(i, 1));
        }

        assertThat(stream.messages())
                .extracting(ObservedStream.Message::wireOffset)
                .containsExactly(0L, 1L, 2L);
        assertThat(stream.messageCount()).isEqualTo(5);
    }

    @Test
    void rowsAreEqualByContentAndOrigin() {
        DurableRow row = new DurableRow(RECORD, 1, 2, null);

        assertThat(row)
                .isEqualTo(new DurableRow(RECORD, 1, 2, null))
                .hasSameHashCodeAs(new DurableRow(RECORD, 1, 2, null))
                .isNotEqualTo(new DurableRow(RECORD, 0, 2, null))
                .isNotEqualTo(new DurableRow(RECORD, 1, 3, null))
                .isNotEqualTo(new DurableRow(ByteString.EMPTY, 1, 2, null))
                .hasToString("DurableRow[7 bytes, stream 1, wire offset 2]");
        assertThat(row.text()).isEqualTo("{\"a\":1}");
    }
}
