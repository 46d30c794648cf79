package io.github.zerobus.records.encoding;

import java.lang.invoke.MethodHandle;
import java.util.List;

/** Encodes objects of one class. Thread-safe. */
public final class RecordEncoder {

    /** First guess at a record's size, and the most that is remembered of a large one. */
    private static final int MIN_CAPACITY = 64;

    private static final int MAX_CAPACITY = 4096;

    /** Writers ask for more than they take in the end, so that an exact guess would grow each time. */
    private static final int SPARE = 64;

    private final Class<?> type;
    private final MethodHandle fields;

    /** Grows to the size of usual records. Written without a lock: a lost update costs one more copy. */
    private int capacity = MIN_CAPACITY;

    /** @param fields writer of all fields, {@code (WireBuffer, Object)void} */
    public RecordEncoder(Class<?> type, MethodHandle fields) {
        this.type = type;
        this.fields = fields;
    }

    /** Classes whose methods are looked up by name to put an encoder together. */
    public static List<Class<?>> writers() {
        return List.of(
                ArrayWriters.class,
                BytesWriters.class,
                FieldBlock.class,
                ListWriter.class,
                MapWriter.class,
                MessageWriter.class,
                NumberWriters.class,
                TextWriters.class,
                TimeWriters.class,
                WriterHandles.class);
    }

    /** @throws IllegalArgumentException if a column cannot hold a value, with its path and without the value */
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
        } catch (Refusal e) {
            throw new IllegalArgumentException(type.getName() + " cannot be sent: " + e.getMessage());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalArgumentException("an accessor of " + type.getName() + " failed", e);
        }
    }
}
