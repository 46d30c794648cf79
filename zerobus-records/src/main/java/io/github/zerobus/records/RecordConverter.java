package io.github.zerobus.records;

import io.github.zerobus.Payload;
import io.github.zerobus.RecordType;
import org.jspecify.annotations.Nullable;

/**
 * Turns records of the application into payloads. Beans of this type are asked in their order, by {@code @Order} or
 * {@code Ordered}, before the converters that are there anyway: for text, bytes, generated protobuf messages, records and
 * beans of {@code zerobus.stream.record-class}, and objects by Jackson. The first that has an answer is taken. A
 * {@link Payload} is handed over as it is.
 *
 * <p>Must be thread-safe; runs in the thread that ingests. What it throws comes through to the caller, and nothing is
 * admitted then; for a record that cannot be sent that should be an {@link IllegalArgumentException}.
 */
@FunctionalInterface
public interface RecordConverter {

    /**
     * Converts a record.
     *
     * @param record never null
     * @param type what the stream takes; the payload must be of this type
     * @return null to leave the record to the next converter
     */
    @Nullable
    Payload convert(Object record, RecordType type);

    /** Records and beans of a schema as protobuf, and nothing else. */
    static RecordConverter of(RecordSchema schema) {
        return (record, type) -> type == RecordType.PROTO && schema.type().isInstance(record)
                ? Payload.proto(schema.encode(record))
                : null;
    }
}
