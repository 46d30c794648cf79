package io.github.zerobus.records.encoding;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
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
            throw column.invalid(text, "contains an unpaired surrogate, which UTF-8 cannot encode");
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

    /** Writes a value of a type whose text is {@code toString()}. */
    static void asText(Column column, WireBuffer out, @Nullable Object value) {
        if (value == null) {
            column.checkOptional();
        } else {
            write(column, out, value.toString());
        }
    }

    /** Writes a constant of an enum, whose texts have the order of the constants. */
    @SuppressWarnings("EnumOrdinal") // the texts are created in this order, in the same JVM
    static void constant(String[] texts, Column column, WireBuffer out, @Nullable Enum<?> value) {
        if (value == null) {
            column.checkOptional();
        } else {
            write(column, out, texts[value.ordinal()]);
        }
    }

    static void name(Column column, WireBuffer out, @Nullable Enum<?> value) {
        if (value == null) {
            column.checkOptional();
        } else {
            write(column, out, value.name());
        }
    }

    static void language(Column column, WireBuffer out, @Nullable Locale value) {
        text(column, out, value == null ? null : value.toLanguageTag());
    }

    static void decimal(Column column, WireBuffer out, @Nullable BigDecimal value) {
        if (value == null) {
            column.checkOptional();
        } else {
            write(column, out, decimal(column, value));
        }
    }

    static void integer(Column column, WireBuffer out, @Nullable BigInteger value) {
        if (value == null) {
            column.checkOptional();
        } else {
            write(column, out, integer(column, value));
        }
    }

    /** Returns the form of a decimal, for both encodings. */
    static String decimal(Column column, BigDecimal value) {
        return decimal(column, value, value);
    }

    private static String decimal(Column column, BigDecimal value, Object original) {
        long beforePoint = value.signum() == 0 ? 0 : (long) value.precision() - value.scale();
        long afterPoint = Math.max(value.scale(), 0);
        if (Math.max(beforePoint, 0) + afterPoint > MAX_DIGITS) {
            throw column.invalid(original, TOO_MANY_DIGITS);
        }
        return value.toPlainString();
    }

    static String integer(Column column, BigInteger value) {
        // Rejected without counting the digits, which takes long for large numbers.
        if (value.bitLength() > Long.SIZE * 2) {
            throw column.invalid(value, TOO_MANY_DIGITS);
        }
        return decimal(column, new BigDecimal(value), value);
    }
}
