package io.github.zerobus.template;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import com.google.protobuf.MessageLite;
import io.github.zerobus.Payload;
import io.github.zerobus.RecordType;
import org.jspecify.annotations.Nullable;

/** The converters that are there without beans. */
final class BuiltInConverters {

    private BuiltInConverters() {}

    static @Nullable Payload text(Object record, RecordType type) {
        return type == RecordType.JSON && record instanceof CharSequence text ? Payload.json(text.toString()) : null;
    }

    static @Nullable Payload bytes(Object record, RecordType type) {
        if (!(record instanceof byte[] bytes)) {
            return null;
        }
        // The stream keeps the array until the ack; the caller may want to use it again.
        return type == RecordType.JSON ? Payload.json(bytes.clone()) : Payload.proto(bytes.clone());
    }

    /** @param descriptor of the stream's messages */
    static RecordConverter message(@Nullable Descriptor descriptor) {
        return (record, type) -> record instanceof MessageLite message ? message(message, type, descriptor) : null;
    }

    private static Payload message(MessageLite message, RecordType type, @Nullable Descriptor descriptor) {
        if (type == RecordType.JSON) {
            throw new IllegalArgumentException("the stream takes JSON, but was given a protobuf message, "
                    + message.getClass().getName() + "; set zerobus.stream.record-type to proto");
        }
        if (descriptor != null
                && message instanceof Message full
                && !full.getDescriptorForType().getFullName().equals(descriptor.getFullName())) {
            throw new IllegalArgumentException("the stream takes messages of " + descriptor.getFullName()
                    + ", but was given one of " + full.getDescriptorForType().getFullName());
        }
        return Payload.proto(message);
    }

    /** All objects, and so the last one for JSON. */
    static RecordConverter json(@Nullable ObjectJson json) {
        return (record, type) -> type == RecordType.JSON ? json(record, json) : null;
    }

    private static Payload json(Object record, @Nullable ObjectJson json) {
        if (json == null) {
            throw new NoJsonMapperException(record.getClass());
        }
        byte[] written = json.write(record);
        // What a mapper wrote is well-formed, but it may be a list or a number.
        if (written.length == 0 || written[0] != '{') {
            throw new IllegalArgumentException(
                    "an object of " + record.getClass().getName()
                            + " is not written as one JSON object; send records, beans or maps, or use ingestBatch for several");
        }
        return Payload.wellFormedJson(written);
    }
}
