package io.github.zerobus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.embedded.DurableRow;
import io.github.zerobus.embedded.EmbeddedTable;
import io.github.zerobus.embedded.ObservedStream;
import io.github.zerobus.embedded.Termination;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Checks duplicates among the durable rows. A record may be durable twice only if the first call ended before the
 * client received the ack.
 */
final class DuplicateCheck {

    private DuplicateCheck() {}

    /**
     * In virtual time messages of the two sides cross only if the client cancels the call. Before every other end of a
     * call the client receives all acks.
     */
    static void checkInVirtualTime(EmbeddedTable table) {
        check(
                table,
                stream -> stream.termination().orElseThrow(() -> new AssertionError(stream.index() + " has not ended"))
                        != Termination.CANCELLED_BY_CLIENT);
    }

    /**
     * Over real connections a decision of the client may also cross a failure of the server. A client that half-closes
     * still receives all acks before it continues, and does not resend what was acked until then, unless the server's
     * answer took longer than the client waits for late acks, after which it cancels the call.
     */
    static void checkOverConnections(EmbeddedTable table, CallCancellations cancellations) {
        check(
                table,
                stream -> stream.termination().equals(Optional.of(Termination.HALF_CLOSED_BY_CLIENT))
                        && !cancellations.isCancelled(stream));
    }

    /** A client whose steps fail, or whose loops end, loses acks that it has received. */
    static void checkWhenAcksAreLost(EmbeddedTable table) {
        check(table, stream -> false);
    }

    /** In order of streams: a server may handle the last messages of an old stream after those of its successor. */
    private static void check(EmbeddedTable table, Predicate<ObservedStream> receivesAllAcks) {
        List<ObservedStream> streams = table.streams();
        Map<String, DurableRow> earlierOnes = new HashMap<>();
        List<DurableRow> rows = table.rows().stream()
                .sorted(Comparator.comparingInt(DurableRow::stream))
                .toList();
        for (DurableRow row : rows) {
            String key = AdmittedRequests.key(row.text());
            DurableRow earlier = earlierOnes.put(key, row);
            if (earlier != null) {
                ObservedStream stream = streams.get(earlier.stream());
                assertThat(row.stream())
                        .as("%s is repeated on another stream", key)
                        .isNotEqualTo(stream.index());
                assertThat(receivesAllAcks.test(stream) && earlier.wireOffset() < stream.ackedMessages())
                        .as("%s was acked on %s, %s, and is durable again", key, stream.index(), stream.termination())
                        .isFalse();
            }
        }
    }
}
