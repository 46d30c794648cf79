package io.github.zerobus.embedded.columns;

import com.google.gson.stream.JsonToken;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.EnumSet;

/** BOOLEAN. */
final class BooleanType extends ScalarType {

    BooleanType() {
        super("BOOLEAN", JsonToken.BOOLEAN, "true or false", EnumSet.of(FieldDescriptor.Type.BOOL), "bool");
    }

    @Override
    Object parse(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid("the text is neither true nor false");
        };
    }

    @Override
    Object convert(Object sent) {
        return sent;
    }
}
