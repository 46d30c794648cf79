package io.github.zerobus.autoconfigure.stream;

import io.github.zerobus.autoconfigure.StreamNames;
import io.github.zerobus.stream.MultiplexedStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Says at the start what is allowed but likely to hurt: of all streams together, since they share heap and shutdown. */
final class StreamWarnings {

    private static final Logger log = LoggerFactory.getLogger(StreamWarnings.class);

    /** Spring's own limit for each phase of the shutdown. */
    private static final Duration SHUTDOWN_PHASE = Duration.ofSeconds(30);

    private StreamWarnings() {}

    static void log(List<MultiplexedStream> streams, ShutdownTimeouts timeouts) {
        long heap = Runtime.getRuntime().maxMemory();
        // As a double, since limits that mean "none" would overflow.
        double budget = streams.stream()
                .mapToDouble(stream -> stream.options().maxInflightSize())
                .sum();
        if (budget > heap / 2.0) {
            log.warn(
                    "{}, {} bytes, is more than half of the maximum heap, {} bytes: lower it, or give the JVM more",
                    subject(streams, "max-inflight-size"),
                    (long) budget,
                    heap);
        }
        shutdown(streams, timeouts);
    }

    /** Defaults of several streams add up to much, but only when the service is away: that is worth a line, no warning. */
    private static void shutdown(List<MultiplexedStream> streams, ShutdownTimeouts timeouts) {
        List<Duration> each = streams.stream()
                .map(stream -> timeouts.of(stream.snapshot().name()))
                .toList();
        double seconds = each.stream().mapToDouble(Duration::toSeconds).sum();
        boolean alone = each.stream().anyMatch(timeout -> timeout.compareTo(SHUTDOWN_PHASE) > 0);
        if (alone || seconds > SHUTDOWN_PHASE.toSeconds()) {
            log.atLevel(alone ? Level.WARN : Level.INFO)
                    .log(
                            "{}, {} s, is longer than most platforms wait before they kill a process; see to it that yours"
                                    + " waits",
                            subject(streams, "shutdown-timeout"),
                            (long) seconds);
        }
    }

    /** The key where there is one stream only, else where to look for the terms of the sum. */
    private static String subject(List<MultiplexedStream> streams, String option) {
        List<String> names = streams.stream()
                .map(stream -> stream.snapshot().name())
                .sorted()
                .toList();
        return names.size() == 1
                ? StreamNames.prefix(names.get(0)) + "." + option
                : "The sum of " + option + " over the streams "
                        + names.stream().collect(Collectors.joining(", "))
                        + (option.startsWith("shutdown") ? ", which are closed one after the other" : "");
    }
}
