package io.github.zerobus.records;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.github.zerobus.records.encoding.RecordEncoder;
import io.github.zerobus.records.schema.SchemaCompiler;

/**
 * Records or beans of a class as protobuf messages, without generated code. The descriptor and the encoder are made
 * once, from the components or properties; keep the schema. Which Java type becomes which column is told in
 * {@code docs/records.md}. Thread-safe.
 */
public final class RecordSchema {

    private final Class<?> type;
    private final Descriptor descriptor;
    private final RecordEncoder encoder;

    private RecordSchema(Class<?> type, Descriptor descriptor, RecordEncoder encoder) {
        this.type = type;
        this.descriptor = descriptor;
        this.encoder = encoder;
    }

    /**
     * Makes the schema of a record or bean class.
     *
     * @throws IllegalArgumentException if a column cannot be made of a component or property, naming its path, its type
     *     and the remedy
     */
    public static RecordSchema of(Class<?> type, FieldNaming naming) {
        SchemaCompiler compiler = new SchemaCompiler(type, naming::column);
        RecordEncoder encoder = new RecordEncoder(type, compiler.compile());
        return new RecordSchema(type, link(type, compiler.message()), encoder);
    }

    private static Descriptor link(Class<?> type, DescriptorProto message) {
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName(type.getName())
                .addMessageType(message)
                .build();
        try {
            return FileDescriptor.buildFrom(file, new FileDescriptor[0])
                    .getMessageTypes()
                    .get(0);
        } catch (DescriptorValidationException e) {
            throw new IllegalArgumentException(
                    type.getName() + " cannot be a protobuf message: " + e.getMessage()
                            + "; rename what is named there",
                    e);
        }
    }

    /** The class whose objects are encoded. */
    public Class<?> type() {
        return type;
    }

    /** The message type; holds the types of all nested messages itself. */
    public Descriptor descriptor() {
        return descriptor;
    }

    /**
     * Encodes a record. Calls each accessor once; what an accessor throws comes through as it is.
     *
     * @throws IllegalArgumentException if the record is not of this schema's class, or has a value that its column cannot
     *     hold, with the path of that value and without the value
     */
    public byte[] encode(Object record) {
        if (!type.isInstance(record)) {
            throw new IllegalArgumentException("the schema is of " + type.getName() + ", but was given an object of "
                    + record.getClass().getName());
        }
        return encoder.encode(record);
    }
}
