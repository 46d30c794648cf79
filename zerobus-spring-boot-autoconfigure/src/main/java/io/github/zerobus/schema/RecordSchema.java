package io.github.zerobus.schema;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.lang.invoke.MethodHandle;

/**
 * Records or beans of a class as protobuf messages, without generated code. The descriptor and the encoder are made
 * once, from the components or properties; keep the schema. Which Java type becomes which column is told in
 * {@code docs/records.md}. Thread-safe.
 */
public final class RecordSchema {

    /** First guess at a record's size, and the most that is remembered of a large one. */
    private static final int MIN_CAPACITY = 64;

    private static final int MAX_CAPACITY = 4096;

    /** Writers ask for more than they take in the end, so that an exact guess would grow each time. */
    private static final int SPARE = 64;

    private final Class<?> type;
    private final Descriptor descriptor;
    private final MethodHandle fields;

    /** Grows to the size of usual records. Written without a lock: a lost update costs one more copy. */
    private int capacity = MIN_CAPACITY;

    private RecordSchema(Class<?> type, Descriptor descriptor, MethodHandle fields) {
        this.type = type;
        this.descriptor = descriptor;
        this.fields = fields;
    }

    /**
     * Makes the schema of a record or bean class.
     *
     * @throws IllegalArgumentException if a column cannot be made of a component or property, naming its path, its type
     *     and the remedy
     */
    public static RecordSchema of(Class<?> type, FieldNaming naming) {
        SchemaCompiler compiler = new SchemaCompiler(type, naming);
        MethodHandle fields = compiler.compile();
        return new RecordSchema(type, link(type, compiler.message()), fields);
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
        WireBuffer out = new WireBuffer(capacity);
        write(out, record);
        if (out.hasGrown(capacity)) {
            capacity = Math.min(out.size() + SPARE, MAX_CAPACITY);
        }
        return out.toByteArray();
    }

    private void write(WireBuffer out, Object record) {
        try {
            fields.invokeExact(out, record);
        } catch (Refusal e) {
            throw new IllegalArgumentException(type.getName() + " cannot be sent: " + e.getMessage());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalArgumentException("an accessor of " + type.getName() + " failed", e);
        }
    }
}
