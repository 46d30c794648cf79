package io.github.zerobus.records;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.List;

/** An encoded record, parsed by the descriptor of its schema. */
record Encoded(Message message) {

    static Encoded of(Object record) {
        return of(RecordSchema.of(record.getClass(), FieldNaming.AS_IS), record);
    }

    static Encoded of(RecordSchema schema, Object record) {
        try {
            DynamicMessage message = DynamicMessage.parseFrom(schema.descriptor(), schema.encode(record));
            if (!message.getUnknownFields().asMap().isEmpty()) {
                throw new AssertionError("unknown fields " + message.getUnknownFields());
            }
            return new Encoded(message);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private FieldDescriptor field(String name) {
        return message.getDescriptorForType().findFieldByName(name);
    }

    boolean has(String name) {
        return message.hasField(field(name));
    }

    Object get(String name) {
        return message.getField(field(name));
    }

    List<?> list(String name) {
        return (List<?>) get(name);
    }

    Encoded nested(String name) {
        return new Encoded((Message) get(name));
    }

    Encoded nested(String name, int index) {
        return new Encoded((Message) list(name).get(index));
    }
}
