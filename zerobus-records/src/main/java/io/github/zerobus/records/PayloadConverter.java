package io.github.zerobus.records;

import com.google.protobuf.Descriptors.Descriptor;
import io.github.zerobus.Payload;
import io.github.zerobus.RecordType;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns what the application hands over into payloads of the stream's record type. */
public final class PayloadConverter {

    private final RecordType type;
    private final @Nullable Descriptor descriptor;
    private final List<RecordConverter> converters;

    /** @param first asked before those that are built in */
    public PayloadConverter(
            RecordType type, @Nullable Descriptor descriptor, @Nullable ObjectJson json, List<RecordConverter> first) {
        this.type = type;
        this.descriptor = descriptor;
        this.converters = Stream.concat(
                        first.stream(),
                        Stream.of(
                                BuiltInConverters::text,
                                BuiltInConverters::bytes,
                                BuiltInConverters.message(descriptor),
                                BuiltInConverters.json(json)))
                .toList();
    }

    public List<Payload> convertAll(@Nullable Collection<?> records) {
        if (records == null) {
            throw new IllegalArgumentException(
                    "the records of a batch are null; give a collection of at least one record");
        }
        return records.stream().map(this::convert).toList();
    }

    public Payload convert(@Nullable Object record) {
        if (record == null) {
            throw new IllegalArgumentException(
                    "a record is null, and nothing was admitted; leave it out, also from a batch");
        }
        if (record instanceof Payload payload) {
            return payload;
        }
        for (RecordConverter converter : converters) {
            Payload payload = converter.convert(record, type);
            if (payload != null) {
                return payload;
            }
        }
        throw new IllegalArgumentException("the stream takes protobuf messages"
                + (descriptor == null ? "" : " of " + descriptor.getFullName()) + ", but was given an object of "
                + record.getClass().getName()
                + "; set zerobus.stream.record-class to the class of the records, or give a RecordConverter");
    }
}
