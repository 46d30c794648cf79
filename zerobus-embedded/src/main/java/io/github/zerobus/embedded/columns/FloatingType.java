package io.github.zerobus.embedded.columns;

import com.google.gson.stream.JsonToken;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.EnumSet;

/** FLOAT and DOUBLE. JSON has no form for numbers that are not finite; protobuf has. */
final class FloatingType extends ScalarType {

    private final boolean wide;

    private FloatingType(String sql, boolean wide) {
        super(
                sql,
                JsonToken.NUMBER,
                "a number",
                EnumSet.of(wide ? FieldDescriptor.Type.DOUBLE : FieldDescriptor.Type.FLOAT),
                wide ? "double" : "float");
        this.wide = wide;
    }

    static FloatingType ofFloat() {
        return new FloatingType("FLOAT", false);
    }

    static FloatingType ofDouble() {
        return new FloatingType("DOUBLE", true);
    }

    @Override
    Object parse(String text) {
        try {
            Number number = wide ? (Number) Double.parseDouble(text) : (Number) Float.parseFloat(text);
            if (Double.isInfinite(number.doubleValue())) {
                throw invalid("the number is out of range");
            }
            return number;
        } catch (NumberFormatException e) {
            throw invalid("the text is not a number");
        }
    }

    @Override
    Object convert(Object sent) {
        return sent;
    }
}
