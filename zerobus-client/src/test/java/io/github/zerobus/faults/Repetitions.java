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
 * A record may be durable twice only where the client could not know of the first time: the first call had ended before
 * the ack came through. Holds for all records that are durable, in both kinds of schedules.
 */
final class Repetitions {

    private Repetitions() {}

    /**
     * In virtual time messages of the two sides cross only where the client leaves first, by a cancelled call; the ack
     * of a message comes before every other end.
     */
    static void checkInVirtualTime(EmbeddedTable table) {
        check(
                table,
                stream -> stream.termination().orElseThrow(() -> new AssertionError(stream.index() + " has not ended"))
                        != Termination.CANCELLED_BY_CLIENT);
    }

    /**
     * Over real connections a client's decision may also cross a server's failure on the way. But one that half-closes
     * hears all acks before it goes on, and sends nothing twice that was acked until then.
     */
    static void checkOverConnections(EmbeddedTable table) {
        check(table, stream -> stream.termination().equals(Optional.of(Termination.HALF_CLOSED_BY_CLIENT)));
    }

    /** In the order of streams; over connections a server may come to an old one's last messages after a new one's. */
    private static void check(EmbeddedTable table, Predicate<ObservedStream> hearsAllAcks) {
        List<ObservedStream> streams = table.streams();
        Map<String, DurableRow> earlierOnes = new HashMap<>();
        List<DurableRow> rows = table.rows().stream()
                .sorted(Comparator.comparingInt(DurableRow::stream))
                .toList();
        for (DurableRow row : rows) {
            String key = Ledger.key(row.text());
            DurableRow earlier = earlierOnes.put(key, row);
            if (earlier != null) {
                ObservedStream stream = streams.get(earlier.stream());
                assertThat(row.stream())
                        .as("%s comes again on another stream", key)
                        .isNotEqualTo(stream.index());
                assertThat(hearsAllAcks.test(stream) && earlier.wireOffset() < stream.ackedMessages())
                        .as("%s was acked on %s, %s, and is durable again", key, stream.index(), stream.termination())
                        .isFalse();
            }
        }
    }
}
