package io.github.zerobus.embedded.columns;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/** VARIANT: text that contains a JSON document. In a JSON record, it may also be the document itself. */
final class VariantType extends ScalarType {

    VariantType() {
        super(
                "VARIANT",
                JsonToken.STRING,
                "text that contains JSON",
                EnumSet.of(FieldDescriptor.Type.STRING),
                "string");
    }

    @Override
    @Nullable
    Object read(JsonReader json) throws IOException {
        if (json.peek() == JsonToken.STRING) {
            return parse(json.nextString());
        }
        try {
            return JsonDocuments.read(json);
        } catch (MalformedJsonException e) {
            // Valid JSON in principle: a key that occurs twice, or a number that is too large.
            throw invalid("the document has a key twice, or a number that is too large");
        }
    }

    @Override
    @Nullable
    Object parse(String text) {
        return JsonDocuments.parse(text)
                .orElseThrow(() -> invalid("the text is not a JSON document; a text in it needs quotes"))
                .get(0);
    }

    @Override
    @Nullable
    Object convert(Object sent) {
        return parse((String) sent);
    }
}
