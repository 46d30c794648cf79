package io.github.zerobus.autoconfigure;

import io.github.zerobus.InvalidOptionException;
import io.github.zerobus.RecordType;
import io.github.zerobus.StreamOptions;
import java.util.function.Supplier;

/**
 * What makes one stream different from the others.
 *
 * @param name {@code default}, or that under {@code zerobus.streams}
 * @param table its table
 * @param options its limits
 * @param message message type of its records
 */
record StreamDefinition(String name, String table, StreamOptions options, RecordMessage message) {

    static final String DEFAULT = "default";

    boolean isDefault() {
        return name.equals(DEFAULT);
    }

    /** What the keys of a stream begin with. */
    static String prefix(String name) {
        return name.equals(DEFAULT) ? "zerobus.stream" : NamedStreams.prefix(name);
    }

    /** Tells the property's whole name where an option of a named stream cannot be used. */
    static <T> T named(String prefix, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (InvalidOptionException e) {
            String key = prefix + "." + e.option();
            throw new ZerobusConfigurationException(
                    key + " cannot be used: " + e.getMessage(), "Change " + key + ": " + e.remedy() + ".");
        }
    }

    boolean isProto() {
        return options.recordType() == RecordType.PROTO;
    }
}
