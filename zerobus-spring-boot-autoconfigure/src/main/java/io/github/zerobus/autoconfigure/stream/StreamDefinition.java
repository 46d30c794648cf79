package io.github.zerobus.autoconfigure.stream;

import io.github.zerobus.InvalidOptionException;
import io.github.zerobus.RecordType;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.autoconfigure.PropertyKeys;
import io.github.zerobus.autoconfigure.SchemaCheck;
import java.util.function.Supplier;

/**
 * What distinguishes a stream from the others.
 *
 * @param name {@code default}, or the name under {@code zerobus.streams}
 * @param table table of the stream
 * @param options options of the stream
 * @param message message type of the records
 * @param columnTypes whether JSON has the forms of column types
 * @param check what happens if the records do not fit the table
 */
record StreamDefinition(
        String name,
        String table,
        StreamOptions options,
        RecordMessage message,
        boolean columnTypes,
        SchemaCheck check) {

    boolean isProto() {
        return options.recordType() == RecordType.PROTO;
    }

    /** Runs an action on a stream, and names the property where an option is invalid. */
    static <T> T withKeys(String stream, Supplier<T> action) {
        try {
            return action.get();
        } catch (InvalidOptionException e) {
            throw PropertyKeys.invalid(stream, e);
        }
    }
}
