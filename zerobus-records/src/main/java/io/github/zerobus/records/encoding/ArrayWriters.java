package io.github.zerobus.records.encoding;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writers of arrays of primitives: one field for each element. */
final class ArrayWriters {

    private ArrayWriters() {}

    static void shorts(Column column, WireBuffer out, short @Nullable [] values) {
        if (values == null) {
            column.checkOptional();
            return;
        }
        for (short value : values) {
            out.int32(column.tag(), value);
        }
    }

    static void ints(Column column, WireBuffer out, int @Nullable [] values) {
        if (values == null) {
            column.checkOptional();
            return;
        }
        for (int value : values) {
            out.int32(column.tag(), value);
        }
    }

    static void longs(Column column, WireBuffer out, long @Nullable [] values) {
        if (values == null) {
            column.checkOptional();
            return;
        }
        for (long value : values) {
            out.int64(column.tag(), value);
        }
    }

    static void floats(Column column, WireBuffer out, float @Nullable [] values) {
        if (values == null) {
            column.checkOptional();
            return;
        }
        for (float value : values) {
            NumberWriters.float32(column, out, value);
        }
    }

    static void doubles(Column column, WireBuffer out, double @Nullable [] values) {
        if (values == null) {
            column.checkOptional();
            return;
        }
        for (double value : values) {
            NumberWriters.float64(column, out, value);
        }
    }

    static void booleans(Column column, WireBuffer out, boolean @Nullable [] values) {
        if (values == null) {
            column.checkOptional();
            return;
        }
        for (boolean value : values) {
            NumberWriters.bool(column, out, value);
        }
    }

    /** Arrays of objects are written as lists. */
    static @Nullable List<?> asList(@Nullable Object @Nullable [] values) {
        return values == null ? null : Arrays.asList(values);
    }
}
