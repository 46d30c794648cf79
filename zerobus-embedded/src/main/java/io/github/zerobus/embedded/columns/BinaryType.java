package io.github.zerobus.embedded.columns;

import com.google.gson.stream.JsonToken;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Base64;
import java.util.EnumSet;

/** BINARY: Base64 in JSON. */
final class BinaryType extends ScalarType {

    BinaryType() {
        super("BINARY", JsonToken.STRING, "text in Base64", EnumSet.of(FieldDescriptor.Type.BYTES), "bytes");
    }

    @Override
    Object parse(String text) {
        try {
            return ByteString.copyFrom(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw invalid("the text is not Base64");
        }
    }

    @Override
    Object convert(Object sent) {
        return sent;
    }
}
