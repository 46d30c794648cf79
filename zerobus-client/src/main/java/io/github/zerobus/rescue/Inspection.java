package io.github.zerobus.rescue;

import io.github.zerobus.RescueStore;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What a directory contains, as text. Changes nothing. */
final class Inspection {

    private final StoreScan scan;

    private Inspection(StoreScan scan) {
        this.scan = scan;
    }

    static Inspection of(Disk disk) throws IOException {
        return new Inspection(StoreScan.of(disk));
    }

    /** Prints it; returns whether nothing is damaged. */
    boolean print(PrintStream out, long nowMillis) {
        StoreIndex index = scan.index();
        StoreIndex.Counts counts = index.counts();
        long bytes = scan.segments().stream().mapToLong(SegmentScan::size).sum();
        out.printf(
                Locale.ROOT,
                "%d requests, %d records, %d bytes in %d segments%n",
                counts.requests(),
                counts.records(),
                bytes,
                scan.segments().size());
        counts.oldestMillis()
                .ifPresent(oldest -> out.printf(
                        "oldest: admitted %s, %s ago%n", Instant.ofEpochMilli(oldest), age(nowMillis - oldest)));
        for (RescueStore.SubStream found : index.contents()) {
            out.printf(
                    Locale.ROOT,
                    "sub-stream %d: %d requests, positions %d to %d%n",
                    found.index(),
                    found.requests(),
                    found.firstPosition(),
                    found.lastPosition());
        }
        printProblems(out);
        return scan.damagedPlaces() == 0;
    }

    private void printProblems(PrintStream out) {
        scan.problems().forEach(problem -> out.println("damage: " + problem));
        for (SegmentScan segment : scan.segments()) {
            segment.problems().forEach(problem -> out.println("damage: " + segment.name() + ": " + problem));
        }
        if (scan.lostRequests() > 0) {
            out.printf(Locale.ROOT, "lost requests: up to %d%n", scan.lostRequests());
        }
        scan.segments().stream()
                .filter(segment -> segment.tornBytes() > 0 && segment.problems().isEmpty())
                .forEach(segment -> out.printf(
                        Locale.ROOT,
                        "%s: ends with %d bytes of an append that was not completed%n",
                        segment.name(),
                        segment.tornBytes()));
    }

    private static String age(long millis) {
        Duration age = Duration.ofMillis(Math.max(millis, 0));
        return age.toDays() > 0
                ? age.toDays() + " d " + age.toHoursPart() + " h"
                : age.toHours() > 0
                        ? age.toHours() + " h " + age.toMinutesPart() + " min"
                        : age.toMinutes() + " min " + age.toSecondsPart() + " s";
    }
}
