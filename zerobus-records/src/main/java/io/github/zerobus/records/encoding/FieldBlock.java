package io.github.zerobus.records.encoding;

import java.lang.invoke.MethodHandle;

/**
 * Some fields of a message, as one piece of code for the JIT. No record, on purpose: it is where the JIT stops to fold
 * calls into the caller. Hundreds of columns in one piece take it very long, or make it give up.
 */
final class FieldBlock {

    /** Fields of a block; a call for so many is not noticed. */
    static final int SIZE = 16;

    /** Messages of so few fields are written in place, often as elements of a list. */
    static final int IN_PLACE = 4;

    private final MethodHandle fields;

    FieldBlock(MethodHandle fields) {
        this.fields = fields;
    }

    void write(WireBuffer out, Object message) throws Throwable {
        fields.invokeExact(out, message);
    }
}
