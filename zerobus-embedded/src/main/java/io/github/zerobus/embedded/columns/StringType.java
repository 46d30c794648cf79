package io.github.zerobus.embedded.columns;

import com.google.gson.stream.JsonToken;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.EnumSet;

/** STRING, and CHAR and VARCHAR with a maximum length. */
final class StringType extends ScalarType {

    private final int maxLength;

    StringType(String sql, int maxLength) {
        super(
                sql,
                JsonToken.STRING,
                "text",
                EnumSet.of(FieldDescriptor.Type.STRING, FieldDescriptor.Type.ENUM),
                "string");
        this.maxLength = maxLength;
    }

    @Override
    String parse(String text) {
        if (text.codePointCount(0, text.length()) > maxLength) {
            throw invalid("the text is longer");
        }
        return text;
    }

    @Override
    Object convert(Object sent) {
        return parse(sent instanceof EnumValueDescriptor constant ? constant.getName() : (String) sent);
    }
}
