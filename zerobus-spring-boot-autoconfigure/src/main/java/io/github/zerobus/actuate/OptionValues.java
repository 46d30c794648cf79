package io.github.zerobus.actuate;

import io.github.zerobus.StreamOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of the options of a stream by their names, for serialization. */
final class OptionValues {

    private OptionValues() {}

    static Map<String, @Nullable Object> of(StreamOptions options) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("subStreams", options.subStreams());
        values.put("sharedChannel", options.sharedChannel());
        values.put("recordType", options.recordType());
        values.put("startup", options.startup());
        values.put("startupTimeout", limited(options.startupTimeout()));
        values.put("openJitter", options.openJitter());
        values.put("maxInflightRequests", options.maxInflightRequests());
        values.put("maxInflightSize", options.maxInflightSize());
        values.put("maxPayloadSize", options.maxPayloadSize());
        values.put("maxBlock", options.maxBlock());
        values.put("batching", batching(options));
        values.put("silenceTimeout", options.silenceTimeout());
        values.put("flushTimeout", options.flushTimeout());
        values.put("callbackTimeout", options.callbackTimeout());
        values.put("pauseTimeout", options.pauseTimeout());
        values.put("poisonDrainTimeout", options.poisonDrainTimeout());
        values.put("recovery", recovery(options));
        values.put("routing", options.routing());
        values.put("validateJson", options.validateJson());
        values.put("whenFull", options.whenFull());
        values.put("failures", failures(options));
        return values;
    }

    /** A limit of many years is none. */
    private static Object limited(Duration limit) {
        return limit.compareTo(Duration.ofDays(3_650)) > 0 ? "none" : limit;
    }

    private static Map<String, Object> batching(StreamOptions options) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("maxRecords", options.batching().maxRecords());
        values.put("maxSize", options.batching().maxSize());
        return values;
    }

    private static Map<String, @Nullable Object> recovery(StreamOptions options) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("enabled", options.recovery().enabled());
        values.put("timeout", options.recovery().timeout());
        values.put("backoff", options.recovery().backoff());
        values.put("maxBackoff", options.recovery().maxBackoff());
        values.put("maxRetries", options.recovery().maxRetries());
        values.put("giveUpAfter", options.recovery().giveUpAfter());
        values.put("resetAfter", options.recovery().resetAfter());
        return values;
    }

    private static Map<String, Object> failures(StreamOptions options) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("onPoison", options.failures().onPoison());
        values.put("reopenBackoff", options.failures().reopenBackoff());
        values.put("reopenMaxBackoff", options.failures().reopenMaxBackoff());
        values.put("badRecords", options.failures().badRecords());
        values.put("maxBadRecordsPerMinute", options.failures().maxBadRecordsPerMinute());
        return values;
    }
}
