package io.github.zerobus.records;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.github.zerobus.records.encoding.RecordEncoder;
import io.github.zerobus.records.schema.CompiledSchema;
import io.github.zerobus.records.schema.PropertySource;
import io.github.zerobus.records.schema.SchemaCompiler;
import io.github.zerobus.records.table.TableColumns;

/**
 * Protobuf schema of a Java record or bean class, without generated code.
 *
 * <p>Each component of a record, and each readable property of a bean, is a column. With Jackson 3 on the class path,
 * its annotations name and hide columns. A field that nothing reads, and that is not marked to be left out, is refused.
 * {@code docs/records.md} has the table of supported types. Primitives are required, and so are properties that are
 * annotated as non-null, or not annotated as nullable in a class or package with JSpecify's {@code @NullMarked}.
 *
 * <p>A schema is expensive to create and is meant to be kept. Immutable and thread-safe.
 */
public final class RecordSchema {

    private final Class<?> type;
    private final Descriptor descriptor;
    private final TableColumns columns;
    private final RecordEncoder encoder;

    private RecordSchema(Class<?> type, Descriptor descriptor, TableColumns columns, RecordEncoder encoder) {
        this.type = type;
        this.descriptor = descriptor;
        this.columns = columns;
        this.encoder = encoder;
    }

    /**
     * Creates the schema of a class, with columns named like the components or properties.
     *
     * @param type record or bean class
     * @return a new schema
     * @throws IllegalArgumentException as {@link #of(Class, FieldNaming)}
     */
    public static RecordSchema of(Class<?> type) {
        return of(type, FieldNaming.AS_IS);
    }

    /**
     * Creates the schema of a class.
     *
     * @param type record or bean class
     * @param naming strategy for the names of the columns, also of nested ones
     * @return a new schema
     * @throws IllegalArgumentException if a component or property cannot be a column, or a getter is not accessible;
     *     the message has the path and type of the property and a remedy
     */
    public static RecordSchema of(Class<?> type, FieldNaming naming) {
        return of(type, naming, DefaultProperties.create());
    }

    static RecordSchema of(Class<?> type, FieldNaming naming, PropertySource source) {
        CompiledSchema compiled = SchemaCompiler.compile(type, source, naming::column);
        return new RecordSchema(
                type, link(type, compiled.message()), new TableColumns(compiled.columns()), compiled.encoder());
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
                    type.getName() + " cannot be mapped to a protobuf message: " + e.getMessage()
                            + "; rename the element that this names",
                    e);
        }
    }

    /**
     * Returns the class whose objects this schema encodes.
     *
     * @return record or bean class
     */
    public Class<?> type() {
        return type;
    }

    /**
     * Returns the descriptor of the message, for the builder of a stream.
     *
     * @return a message that contains the types of all nested messages
     */
    public Descriptor descriptor() {
        return descriptor;
    }

    /**
     * Returns the columns of the table that holds the objects, in both encodings. {@link TableColumns#createTable}
     * returns the statement that creates it. A {@code BigDecimal} is declared with 18 digits after the point; choose
     * others in the table if needed.
     *
     * @return the columns in the order of the fields
     */
    public TableColumns columns() {
        return columns;
    }

    /**
     * Encodes an object as a protobuf message. Calls each accessor once; unchecked exceptions of accessors are passed
     * on. Objects of a subclass are encoded as objects of {@link #type()}.
     *
     * @param record object of {@link #type()}
     * @return a new array
     * @throws IllegalArgumentException if the object is of another class, or a column cannot hold a value, or an
     *     accessor throws a checked exception; the message has the path of the value, but never the value
     */
    public byte[] encode(Object record) {
        if (!type.isInstance(record)) {
            throw new IllegalArgumentException("the schema encodes objects of " + type.getName()
                    + ", but the object is of " + record.getClass().getName());
        }
        return encoder.encode(record);
    }
}
