package io.github.zerobus.records.encoding;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Writers of values that are strings in protobuf. */
final class TextWriters {

    /** Maximum number of digits of a DECIMAL. Also limits the text: 1E+1000000000 has a billion digits. */
    private static final int MAX_DIGITS = 38;

    private static final String TOO_MANY_DIGITS =
            "has more than the " + MAX_DIGITS + " digits of a DECIMAL; round it, or declare the property as text";

    private TextWriters() {}

    private static void write(Column column, WireBuffer out, String text) {
        if (!out.text(column.tag(), text)) {
            throw column.invalid("contains an unpaired surrogate, which UTF-8 cannot encode");
        }
    }

    static void text(Column column, WireBuffer out, @Nullable String value) {
        if (value == null) {
            column.checkOptional();
        } else {
            write(column, out, value);
        }
    }

    static void character(Column column, WireBuffer out, char value) {
        write(column, out, String.valueOf(value));
    }

    /** Writes a CharSequence, Character or UUID. */
    static void asText(Column column, WireBuffer out, @Nullable Object value) {
        if (value == null) {
            column.checkOptional();
        } else {
            write(column, out, value.toString());
        }
    }

    static void constant(Column column, WireBuffer out, @Nullable Enum<?> value) {
        if (value == null) {
            column.checkOptional();
        } else {
            write(column, out, value.name());
        }
    }

    static void decimal(Column column, WireBuffer out, @Nullable BigDecimal value) {
        if (value == null) {
            column.checkOptional();
            return;
        }
        long beforePoint = value.signum() == 0 ? 0 : (long) value.precision() - value.scale();
        long afterPoint = Math.max(value.scale(), 0);
        if (Math.max(beforePoint, 0) + afterPoint > MAX_DIGITS) {
            throw column.invalid(TOO_MANY_DIGITS);
        }
        write(column, out, value.toPlainString());
    }

    static void integer(Column column, WireBuffer out, @Nullable BigInteger value) {
        if (value == null) {
            column.checkOptional();
        } else if (value.bitLength() > Long.SIZE * 2) {
            // Rejected without counting the digits, which takes long for large numbers.
            throw column.invalid(TOO_MANY_DIGITS);
        } else {
            decimal(column, out, new BigDecimal(value));
        }
    }
}
