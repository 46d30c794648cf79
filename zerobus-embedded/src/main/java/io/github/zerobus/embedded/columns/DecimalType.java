package io.github.zerobus.embedded.columns;

import com.google.gson.stream.JsonToken;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.regex.Pattern;

/** DECIMAL: text in both encodings. Its values have the scale of the column. */
final class DecimalType extends ScalarType {

    static final int MAX_PRECISION = 38;

    private static final Pattern PLAIN = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)");

    /** More than enough for leading and trailing zeros; conversion takes quadratic time. */
    private static final int MAX_LENGTH = 1_000;

    private final int precision;
    private final int scale;

    DecimalType(int precision, int scale) {
        super(
                "DECIMAL(" + precision + ", " + scale + ")",
                JsonToken.STRING,
                "text such as \"9.90\"",
                EnumSet.of(FieldDescriptor.Type.STRING),
                "string");
        this.precision = precision;
        this.scale = scale;
    }

    @Override
    Object parse(String text) {
        if (text.length() > MAX_LENGTH || !PLAIN.matcher(text).matches()) {
            throw invalid("the text is not a decimal number without an exponent");
        }
        BigDecimal number = new BigDecimal(text);
        if (number.stripTrailingZeros().scale() > scale) {
            throw invalid("the number has more than " + scale + " digits after the decimal point");
        }
        BigDecimal scaled = number.setScale(scale);
        if (scaled.precision() > precision) {
            throw invalid("the number has more than " + (precision - scale) + " digits before the decimal point");
        }
        return scaled;
    }

    @Override
    Object convert(Object sent) {
        return parse((String) sent);
    }
}
