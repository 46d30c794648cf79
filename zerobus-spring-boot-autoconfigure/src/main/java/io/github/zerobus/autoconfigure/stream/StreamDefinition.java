package io.github.zerobus.autoconfigure.stream;

import io.github.zerobus.InvalidOptionException;
import io.github.zerobus.RecordType;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.autoconfigure.StreamNames;
import io.github.zerobus.autoconfigure.ZerobusConfigurationException;
import java.util.function.Supplier;

/**
 * What distinguishes a stream from the others.
 *
 * @param name {@code default}, or the name under {@code zerobus.streams}
 * @param table table of the stream
 * @param options options of the stream
 * @param message message type of the records
 */
record StreamDefinition(String name, String table, StreamOptions options, RecordMessage message) {

    boolean isDefault() {
        return name.equals(StreamNames.DEFAULT);
    }

    boolean isProto() {
        return options.recordType() == RecordType.PROTO;
    }

    /** Adds the property's full key where an option of a named stream is invalid. */
    static <T> T named(String prefix, Supplier<T> action) {
        try {
            return action.get();
        } catch (InvalidOptionException e) {
            String key = prefix + "." + e.option();
            throw new ZerobusConfigurationException(
                    key + " is invalid: " + e.getMessage(), "Change " + key + ": " + e.remedy() + ".");
        }
    }
}
