package io.github.zerobus.records;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import com.google.protobuf.MessageLite;
import io.github.zerobus.Payload;
import io.github.zerobus.RecordType;
import io.github.zerobus.records.UnsupportedRecordException.Reason;
import io.github.zerobus.records.encoding.UnsupportedValues;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converters that a {@link PayloadConverter} always contains. */
final class BuiltInConverters {

    private BuiltInConverters() {}

    static @Nullable Payload text(Object record, RecordType type) {
        return type == RecordType.JSON && record instanceof CharSequence text ? Payload.json(text.toString()) : null;
    }

    static @Nullable Payload bytes(Object record, RecordType type) {
        if (!(record instanceof byte[] bytes)) {
            return null;
        }
        // Copied, because the stream keeps the array until the ack, but the caller may reuse its own.
        return type == RecordType.JSON ? Payload.json(bytes.clone()) : Payload.proto(bytes.clone());
    }

    /**
     * Returns a converter for generated and dynamic protobuf messages.
     *
     * @param descriptor of the messages that the stream accepts; null to accept all
     */
    static RecordConverter message(@Nullable Descriptor descriptor) {
        return (record, type) -> record instanceof MessageLite message ? message(message, type, descriptor) : null;
    }

    /**
     * Returns a converter for maps, by the names of the fields.
     *
     * @param descriptor of the messages that the stream accepts; null to accept no maps
     */
    static RecordConverter map(@Nullable Descriptor descriptor) {
        MapMessage messages = descriptor == null ? null : new MapMessage(descriptor);
        return (record, type) -> type == RecordType.PROTO && messages != null && record instanceof Map<?, ?> map
                ? Payload.proto(messages.convert(map))
                : null;
    }

    private static Payload message(MessageLite message, RecordType type, @Nullable Descriptor descriptor) {
        if (type == RecordType.JSON) {
            throw new UnsupportedRecordException(
                    Reason.WRONG_RECORD_TYPE,
                    message.getClass(),
                    "the stream accepts JSON, but the record is a protobuf message, "
                            + message.getClass().getName(),
                    "use a stream of type PROTO");
        }
        if (descriptor != null
                && message instanceof Message full
                && !full.getDescriptorForType().getFullName().equals(descriptor.getFullName())) {
            String name = full.getDescriptorForType().getFullName();
            throw new UnsupportedRecordException(
                    Reason.WRONG_MESSAGE_TYPE,
                    message.getClass(),
                    "the stream accepts messages of " + descriptor.getFullName() + ", but the record is one of " + name,
                    "use a stream with the descriptor of " + name);
        }
        return Payload.proto(message);
    }

    /**
     * Returns a converter that writes all objects as JSON, so that it has to be the last one.
     *
     * @param json null if objects cannot be written
     */
    static RecordConverter json(@Nullable ObjectJson json) {
        return (record, type) -> type == RecordType.JSON ? json(record, json) : null;
    }

    private static Payload json(Object record, @Nullable ObjectJson json) {
        if (json == null) {
            throw new UnsupportedRecordException(
                    Reason.NO_JSON_MAPPER,
                    record.getClass(),
                    "an object of " + record.getClass().getName() + " cannot be written as JSON without a JSON mapper",
                    "configure one, or send text");
        }
        String problem = UnsupportedValues.problem(record.getClass());
        if (problem != null) {
            throw new UnsupportedRecordException(record.getClass(), "the record " + problem, null);
        }
        if (UnsupportedValues.isTree(record.getClass())) {
            // Checked like other text when it is admitted.
            String text = record.toString();
            if (text == null) {
                throw new UnsupportedRecordException(
                        record.getClass(), "the tree cannot be written; remove values that its library refuses", null);
            }
            return Payload.json(text);
        }
        byte[] written = json.write(record);
        // A mapper writes well-formed JSON, but not necessarily an object.
        if (written.length == 0 || written[0] != '{') {
            throw new UnsupportedRecordException(
                    Reason.NO_JSON_OBJECT,
                    record.getClass(),
                    "an object of " + record.getClass().getName() + " is not written as one JSON object",
                    "send records, beans or maps, or use ingestBatch for several");
        }
        // A mapper writes unpaired surrogates as escapes. Like other text, those are checked when they are admitted.
        return hasEscapedSurrogate(written) ? Payload.json(written) : Payload.wellFormedJson(written);
    }

    private static boolean hasEscapedSurrogate(byte[] json) {
        for (int at = 0; at < json.length - 2; at++) {
            if (json[at] == '\\') {
                at++;
                if (json[at] == 'u' && (json[at + 1] == 'd' || json[at + 1] == 'D')) {
                    return true;
                }
            }
        }
        return false;
    }
}
