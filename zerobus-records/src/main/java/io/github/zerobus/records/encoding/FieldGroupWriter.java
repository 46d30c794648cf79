package io.github.zerobus.records.encoding;

import java.lang.invoke.MethodHandle;

/**
 * Writes some fields of a message.
 *
 * <p>Deliberately not a record: its handle is no constant for the JIT, so that inlining into the caller stops here. As
 * one piece of code, hundreds of columns would take very long to compile, or the JIT would give up.
 */
final class FieldGroupWriter {

    /** Number of fields in a group. The cost of one call for so many fields is not measurable. */
    static final int SIZE = 16;

    /** Up to this number of fields, a message is inlined without a group. Such messages are often elements of lists. */
    static final int MAX_INLINED = 4;

    private final MethodHandle fields;

    FieldGroupWriter(MethodHandle fields) {
        this.fields = fields;
    }

    void write(WireBuffer out, Object message) throws Throwable {
        fields.invokeExact(out, message);
    }
}
