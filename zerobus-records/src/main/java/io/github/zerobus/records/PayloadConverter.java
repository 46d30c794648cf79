package io.github.zerobus.records;

import com.google.protobuf.Descriptors.Descriptor;
import io.github.zerobus.Payload;
import io.github.zerobus.RecordType;
import io.github.zerobus.records.UnsupportedRecordException.Reason;
import io.github.zerobus.records.encoding.RefusedValueException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Converts records of any supported class into payloads for one stream.
 *
 * <p>A {@link Payload} is returned unchanged. All other records are passed to the {@link RecordConverter}s of the
 * application, in order, and then to the built-in converters: text as JSON, bytes as either type, protobuf messages,
 * maps as protobuf by the names of the descriptor's fields,
 * and all other objects as JSON by an {@link ObjectJson}. The first result is used.
 *
 * <pre>{@code
 * PayloadConverter converter = PayloadConverter.builder(RecordType.JSON)
 *         .json(mapper::writeValueAsBytes)
 *         .build();
 * stream.ingest(converter.convert(new Reading("pump-1", 21)));
 * }</pre>
 *
 * <p>Immutable and thread-safe. Does not block, unless a converter of the application does.
 */
public final class PayloadConverter {

    private final RecordType type;
    private final @Nullable Descriptor descriptor;
    private final List<RecordConverter> converters;

    private PayloadConverter(Builder builder) {
        this.type = builder.type;
        this.descriptor = builder.descriptor;
        this.converters = Stream.concat(
                        builder.converters.stream(),
                        Stream.of(
                                BuiltInConverters::text,
                                BuiltInConverters::bytes,
                                BuiltInConverters.message(builder.descriptor),
                                BuiltInConverters.map(builder.descriptor),
                                BuiltInConverters.json(builder.json)))
                .toList();
    }

    /**
     * Returns a builder.
     *
     * @param type record type of the stream
     * @return a new builder
     */
    public static Builder builder(RecordType type) {
        return new Builder(type);
    }

    /**
     * Converts a record.
     *
     * @param record object to convert
     * @return payload of the record type of the stream, or the record itself if it is a payload of any type
     * @throws UnsupportedRecordException if no converter supports the record
     * @throws IllegalArgumentException if the record is null, or a converter rejects it
     */
    public Payload convert(@Nullable Object record) {
        if (record == null) {
            throw new IllegalArgumentException("a record is null; leave it out, also from a batch");
        }
        if (record instanceof Payload payload) {
            return payload;
        }
        try {
            for (RecordConverter converter : converters) {
                Payload payload = converter.convert(record, type);
                if (payload != null) {
                    return payload;
                }
            }
        } catch (RefusedValueException e) {
            throw new UnsupportedRecordException(record.getClass(), e.getMessage(), e.getCause());
        }
        throw new UnsupportedRecordException(
                Reason.NO_CONVERTER,
                record.getClass(),
                "the stream accepts protobuf messages" + (descriptor == null ? "" : " of " + descriptor.getFullName())
                        + ", but the record is an object of "
                        + record.getClass().getName(),
                "configure a RecordConverter for this class");
    }

    /**
     * Converts the records of a batch, in order.
     *
     * @param records to convert; may be empty
     * @return payloads as {@link #convert} returns them
     * @throws UnsupportedRecordException if no converter supports one of the records
     * @throws IllegalArgumentException if the collection or one of the records is null, or a converter rejects a record
     */
    public List<Payload> convertAll(@Nullable Collection<?> records) {
        if (records == null) {
            throw new IllegalArgumentException(
                    "the records of a batch are null; pass a collection of at least one record");
        }
        return records.stream().map(this::convert).toList();
    }

    /** Builds a {@link PayloadConverter}. Not thread-safe. */
    public static final class Builder {

        private final RecordType type;
        private @Nullable Descriptor descriptor;
        private @Nullable ObjectJson json;
        private List<RecordConverter> converters = List.of();

        private Builder(RecordType type) {
            this.type = type;
        }

        /**
         * Sets the descriptor of the stream. Protobuf messages of other types are then rejected.
         *
         * @param descriptor null to accept messages of all types, which is the default
         * @return this builder
         */
        public Builder descriptor(@Nullable Descriptor descriptor) {
            this.descriptor = descriptor;
            return this;
        }

        /**
         * Sets what writes objects as JSON.
         *
         * @param json null to reject objects, which is the default
         * @return this builder
         */
        public Builder json(@Nullable ObjectJson json) {
            this.json = json;
            return this;
        }

        /**
         * Sets the converters that are called before the built-in ones.
         *
         * @param converters in the order of the calls; the default is none
         * @return this builder
         */
        public Builder converters(List<RecordConverter> converters) {
            this.converters = List.copyOf(converters);
            return this;
        }

        /**
         * Builds the converter.
         *
         * @return a new converter
         */
        public PayloadConverter build() {
            return new PayloadConverter(this);
        }
    }
}
