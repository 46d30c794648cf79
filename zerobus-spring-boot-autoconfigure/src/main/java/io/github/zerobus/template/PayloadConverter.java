package io.github.zerobus.template;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import com.google.protobuf.MessageLite;
import io.github.zerobus.JsonPayload;
import io.github.zerobus.Payload;
import io.github.zerobus.RecordType;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what the application hands over into payloads of the stream's record type. */
final class PayloadConverter {

    private final RecordType type;
    private final @Nullable Descriptor descriptor;
    private final @Nullable ObjectJson json;

    PayloadConverter(RecordType type, @Nullable Descriptor descriptor, @Nullable ObjectJson json) {
        this.type = type;
        this.descriptor = descriptor;
        this.json = json;
    }

    List<Payload> convertAll(Collection<?> records) {
        return records.stream().map(this::convert).toList();
    }

    Payload convert(Object record) {
        if (record instanceof Payload payload) {
            return payload;
        }
        return type == RecordType.JSON ? toJson(record) : toProto(record);
    }

    private Payload toJson(Object record) {
        if (record instanceof CharSequence text) {
            return Payload.json(text.toString());
        }
        if (record instanceof byte[] bytes) {
            // The stream keeps the array until the ack; the caller may want to use it again.
            return Payload.json(bytes.clone());
        }
        if (record instanceof MessageLite) {
            throw new IllegalArgumentException("the stream takes JSON, but was given a protobuf message, "
                    + record.getClass().getName() + "; set zerobus.stream.record-type to proto");
        }
        if (json == null) {
            throw new IllegalArgumentException(
                    "an object of " + record.getClass().getName()
                            + " cannot be written as JSON, since there is no Jackson mapper; add spring-boot-starter-jackson,"
                            + " or send text");
        }
        return object(record, json.write(record));
    }

    /** What a mapper wrote is well-formed, but it may be a list or a number. */
    private static Payload object(Object record, byte[] written) {
        if (written.length == 0 || written[0] != '{') {
            throw new IllegalArgumentException(
                    "an object of " + record.getClass().getName()
                            + " is not written as one JSON object; send records, beans or maps, or use ingestBatch for several");
        }
        return JsonPayload.trusted(written);
    }

    private Payload toProto(Object record) {
        if (record instanceof byte[] bytes) {
            return Payload.proto(bytes.clone());
        }
        if (!(record instanceof MessageLite message)) {
            throw new IllegalArgumentException("the stream takes protobuf messages, but was given an object of "
                    + record.getClass().getName());
        }
        if (descriptor != null
                && message instanceof Message full
                && !full.getDescriptorForType().getFullName().equals(descriptor.getFullName())) {
            throw new IllegalArgumentException("the stream takes messages of " + descriptor.getFullName()
                    + ", but was given one of " + full.getDescriptorForType().getFullName());
        }
        return Payload.proto(message);
    }
}
