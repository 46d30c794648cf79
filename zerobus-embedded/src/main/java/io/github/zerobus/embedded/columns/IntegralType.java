package io.github.zerobus.embedded.columns;

import com.google.gson.stream.JsonToken;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.LongFunction;

/** Whole numbers, and the dates and times that are sent as such. */
final class IntegralType extends ScalarType {

    /** The service documents int32; the others have the same values. */
    private static final Set<FieldDescriptor.Type> NARROW = EnumSet.of(
            FieldDescriptor.Type.INT32,
            FieldDescriptor.Type.SINT32,
            FieldDescriptor.Type.SFIXED32,
            FieldDescriptor.Type.ENUM);

    private static final Set<FieldDescriptor.Type> WIDE =
            EnumSet.of(FieldDescriptor.Type.INT64, FieldDescriptor.Type.SINT64, FieldDescriptor.Type.SFIXED64);

    private final long min;
    private final long max;
    private final String unit;
    private final LongFunction<Object> value;

    private IntegralType(String sql, long min, long max, String unit, LongFunction<Object> value) {
        super(
                sql,
                JsonToken.NUMBER,
                unit.isEmpty() ? "a number" : "a number of " + unit,
                max > Integer.MAX_VALUE ? WIDE : NARROW,
                max > Integer.MAX_VALUE ? "int64" : "int32");
        this.min = min;
        this.max = max;
        this.unit = unit;
        this.value = value;
    }

    static IntegralType number(String sql, long min, long max, LongFunction<Object> value) {
        return new IntegralType(sql, min, max, "", value);
    }

    static IntegralType days(String sql, LongFunction<Object> value) {
        return new IntegralType(sql, Integer.MIN_VALUE, Integer.MAX_VALUE, "days since 1970-01-01", value);
    }

    static IntegralType microseconds(String sql, LongFunction<Object> value) {
        return new IntegralType(sql, Long.MIN_VALUE, Long.MAX_VALUE, "microseconds since 1970-01-01", value);
    }

    @Override
    Object parse(String text) {
        long number;
        try {
            number = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw text.matches("[+-]?\\d+") ? outOfRange() : invalid("the number is not a whole number");
        }
        return checked(number);
    }

    @Override
    Object convert(Object sent) {
        return checked(
                sent instanceof EnumValueDescriptor constant ? constant.getNumber() : ((Number) sent).longValue());
    }

    private Object checked(long number) {
        if (number < min || number > max) {
            throw outOfRange();
        }
        return value.apply(number);
    }

    private SchemaMismatch outOfRange() {
        return invalid("the number" + (unit.isEmpty() ? "" : " of " + unit) + " is not in the range from " + min
                + " to " + max);
    }
}
