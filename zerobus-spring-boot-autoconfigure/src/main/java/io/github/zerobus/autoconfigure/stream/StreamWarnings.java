package io.github.zerobus.autoconfigure.stream;

import io.github.zerobus.autoconfigure.StreamNames;
import io.github.zerobus.stream.MultiplexedStream;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Logs values that are valid but risky, for all streams together because they share the heap and the shutdown. */
final class StreamWarnings {

    private static final Logger log = LoggerFactory.getLogger(StreamWarnings.class);

    /** Spring's default timeout for a phase of the shutdown. */
    private static final Duration SHUTDOWN_PHASE = Duration.ofSeconds(30);

    private StreamWarnings() {}

    static void log(List<MultiplexedStream> streams, ShutdownTimeouts timeouts) {
        long heap = Runtime.getRuntime().maxMemory();
        // As a double, because the sum of very large limits would overflow.
        double budget = streams.stream()
                .mapToDouble(stream -> stream.options().maxInflightSize())
                .sum();
        if (budget > heap / 2.0) {
            log.warn(
                    "{}, {} bytes, is more than half of the maximum heap, {} bytes: lower it, or increase the heap",
                    subject(streams, "max-inflight-size", ""),
                    (long) budget,
                    heap);
        }
        shutdown(streams, timeouts);
    }

    /**
     * The sum of several timeouts matters only while the service is not available, so it is logged as INFO and not as
     * WARN.
     */
    private static void shutdown(List<MultiplexedStream> streams, ShutdownTimeouts timeouts) {
        List<Duration> each = streams.stream()
                .map(stream -> timeouts.of(stream.snapshot().name()))
                .toList();
        double seconds = each.stream().mapToDouble(Duration::toSeconds).sum();
        boolean single = each.stream().anyMatch(timeout -> timeout.compareTo(SHUTDOWN_PHASE) > 0);
        if (single || seconds > SHUTDOWN_PHASE.toSeconds()) {
            log.atLevel(single ? Level.WARN : Level.INFO)
                    .log(
                            "{}, {} s, is longer than most platforms wait before they kill a process; configure the platform to"
                                    + " wait longer",
                            subject(streams, "shutdown-timeout", ", which are closed one after the other"),
                            (long) seconds);
        }
    }

    /** Returns the key if there is one stream, or else a description of the sum. */
    private static String subject(List<MultiplexedStream> streams, String option, String details) {
        List<String> names = streams.stream()
                .map(stream -> stream.snapshot().name())
                .sorted()
                .toList();
        return names.size() == 1
                ? StreamNames.prefix(names.get(0)) + "." + option
                : "The sum of " + option + " over the streams " + String.join(", ", names) + details;
    }
}
