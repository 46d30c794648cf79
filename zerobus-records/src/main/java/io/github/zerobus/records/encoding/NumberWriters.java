package io.github.zerobus.records.encoding;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Writers of numbers and booleans, primitive and boxed. */
final class NumberWriters {

    private NumberWriters() {}

    static void int32(Column column, WireBuffer out, int value) {
        out.int32(column.tag(), value);
    }

    static void int64(Column column, WireBuffer out, long value) {
        out.int64(column.tag(), value);
    }

    static void float32(Column column, WireBuffer out, float value) {
        out.fixed32(column.tag(), Float.floatToRawIntBits(value));
    }

    static void float64(Column column, WireBuffer out, double value) {
        out.fixed64(column.tag(), Double.doubleToRawLongBits(value));
    }

    static void bool(Column column, WireBuffer out, boolean value) {
        out.int32(column.tag(), value ? 1 : 0);
    }

    /** Writes a Byte, Short or Integer. */
    static void boxedInt32(Column column, WireBuffer out, @Nullable Number value) {
        if (value == null) {
            column.checkOptional();
        } else {
            int32(column, out, value.intValue());
        }
    }

    static void boxedInt64(Column column, WireBuffer out, @Nullable Long value) {
        if (value == null) {
            column.checkOptional();
        } else {
            int64(column, out, value);
        }
    }

    static void boxedFloat32(Column column, WireBuffer out, @Nullable Float value) {
        if (value == null) {
            column.checkOptional();
        } else {
            float32(column, out, value);
        }
    }

    static void boxedFloat64(Column column, WireBuffer out, @Nullable Double value) {
        if (value == null) {
            column.checkOptional();
        } else {
            float64(column, out, value);
        }
    }

    static void boxedBool(Column column, WireBuffer out, @Nullable Boolean value) {
        if (value == null) {
            column.checkOptional();
        } else {
            bool(column, out, value);
        }
    }

    static void boxedNumber64(Column column, WireBuffer out, @Nullable Number value) {
        if (value == null) {
            column.checkOptional();
        } else {
            int64(column, out, value.longValue());
        }
    }

    static void atomicBool(Column column, WireBuffer out, @Nullable AtomicBoolean value) {
        if (value == null) {
            column.checkOptional();
        } else {
            bool(column, out, value.get());
        }
    }

    static void optionalInt(Column column, WireBuffer out, @Nullable OptionalInt value) {
        if (value != null && value.isPresent()) {
            int32(column, out, value.getAsInt());
        } else {
            column.checkOptional();
        }
    }

    static void optionalLong(Column column, WireBuffer out, @Nullable OptionalLong value) {
        if (value != null && value.isPresent()) {
            int64(column, out, value.getAsLong());
        } else {
            column.checkOptional();
        }
    }

    static void optionalDouble(Column column, WireBuffer out, @Nullable OptionalDouble value) {
        if (value != null && value.isPresent()) {
            float64(column, out, value.getAsDouble());
        } else {
            column.checkOptional();
        }
    }
}
