package io.github.zerobus.autoconfigure;

import io.github.zerobus.stream.StreamOptions;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says at the start what is allowed but likely to hurt. */
final class StreamWarnings {

    private static final Logger log = LoggerFactory.getLogger(StreamWarnings.class);

    /** Spring's own limit for each phase of the shutdown. */
    private static final Duration SHUTDOWN_PHASE = Duration.ofSeconds(30);

    private StreamWarnings() {}

    static void log(StreamOptions options) {
        long heap = Runtime.getRuntime().maxMemory();
        if (options.maxInflightSize() > heap / 2) {
            log.warn(
                    "zerobus.stream.max-inflight-size, {} bytes, is more than half of the maximum heap, {} bytes: lower"
                            + " it, or give the JVM more",
                    options.maxInflightSize(),
                    heap);
        }
        if (options.shutdownTimeout().compareTo(SHUTDOWN_PHASE) > 0) {
            log.warn(
                    "zerobus.stream.shutdown-timeout, {}, is longer than most platforms wait before they kill a process;"
                            + " see to it that yours waits",
                    options.shutdownTimeout());
        }
    }
}
