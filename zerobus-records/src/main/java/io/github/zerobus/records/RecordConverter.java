package io.github.zerobus.records;

import io.github.zerobus.Payload;
import io.github.zerobus.RecordType;
import org.jspecify.annotations.Nullable;

/**
 * Converts records of an application into payloads. A {@link PayloadConverter} calls its converters in order, before
 * the built-in ones, and uses the first result that is not null.
 *
 * <p>Implementations must be thread-safe, and run on the thread that ingests. Their exceptions are passed on to the
 * caller of the ingest method, and nothing is admitted; throw {@link IllegalArgumentException} for a record that cannot
 * be sent.
 */
@FunctionalInterface
public interface RecordConverter {

    /**
     * Converts a record.
     *
     * @param record never null, and never a {@link Payload}
     * @param type record type of the stream, and of the payload to return
     * @return null to leave the record to the next converter
     */
    @Nullable
    Payload convert(Object record, RecordType type);

    /**
     * Returns a converter that encodes the objects of a schema for streams of type {@link RecordType#PROTO}.
     *
     * @param schema of the objects
     * @return a converter that leaves all other records to the next one
     */
    static RecordConverter of(RecordSchema schema) {
        return (record, type) -> type == RecordType.PROTO && schema.type().isInstance(record)
                ? Payload.proto(schema.encode(record))
                : null;
    }
}
