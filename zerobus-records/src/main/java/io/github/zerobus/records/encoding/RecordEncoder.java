package io.github.zerobus.records.encoding;

import java.lang.invoke.MethodHandle;
import java.util.List;

/** Encodes objects of one class as protobuf messages. Thread-safe. */
public final class RecordEncoder {

    /** Initial capacity of the buffer in bytes. */
    private static final int MIN_CAPACITY = 64;

    /** Upper bound of the remembered capacity, so that one large record does not enlarge all later buffers. */
    private static final int MAX_CAPACITY = 4096;

    /** Added to the size of a record, because the buffer reserves more for a field than the field finally uses. */
    private static final int SPARE = 64;

    private final Class<?> type;
    private final MethodHandle fields;

    /** Adapts to the size of the records. Not synchronized: a lost update costs one more copy of a buffer. */
    private int capacity = MIN_CAPACITY;

    /**
     * Creates an encoder.
     *
     * @param type class of the objects
     * @param fields writer of all fields, {@code (WireBuffer, Object)void}; fails for objects of another class
     */
    public RecordEncoder(Class<?> type, MethodHandle fields) {
        this.type = type;
        this.fields = fields;
    }

    /**
     * Returns the classes whose methods an encoder is composed of. Their methods are looked up by name.
     *
     * @return classes of this package
     */
    public static List<Class<?>> writers() {
        return List.of(
                ArrayWriters.class,
                BytesWriters.class,
                FieldGroupWriter.class,
                ListWriter.class,
                MapWriter.class,
                MessageWriter.class,
                NullWriter.class,
                NumberWriters.class,
                OptionalWriter.class,
                SqlWriters.class,
                TextWriters.class,
                TimeWriters.class);
    }

    /**
     * Encodes an object. Calls each accessor once, and passes on the unchecked exceptions that it throws.
     *
     * @param record object of the encoder's class
     * @return the encoded message
     * @throws IllegalArgumentException if a column cannot hold a value; the message has the path of the value, but not
     *     the value; or if an accessor throws a checked exception
     */
    public byte[] encode(Object record) {
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
        } catch (InvalidValueException e) {
            throw new RefusedValueException(type.getName() + " cannot be encoded: " + e.getMessage(), null);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalArgumentException("an accessor of " + type.getName() + " failed", e);
        }
    }
}
