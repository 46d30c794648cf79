package io.github.zerobus.records.encoding;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.util.Currency;
import java.util.Locale;
import java.util.UUID;

/** Rows of texts and bytes. */
final class TextTypes {

    private TextTypes() {}

    static void addTo(ScalarTable table) {
        addTexts(table);
        addBytes(table);
    }

    private static void addTexts(ScalarTable table) {
        ScalarType asText = ScalarType.of(
                "STRING", FieldDescriptorProto.Type.TYPE_STRING, TextWriters.class, "asText", Object.class);
        table.add(
                String.class,
                ScalarType.of(
                        "STRING", FieldDescriptorProto.Type.TYPE_STRING, TextWriters.class, "text", String.class));
        table.add(CharSequence.class, asText, CharSequence::toString);
        table.add(Character.class, asText);
        table.add(UUID.class, asText);
        table.add(URI.class, asText, URI::toString);
        table.add(URL.class, asText, URL::toString);
        table.add(Currency.class, asText, Currency::getCurrencyCode);
        table.add(
                Locale.class,
                ScalarType.of(
                        "STRING", FieldDescriptorProto.Type.TYPE_STRING, TextWriters.class, "language", Locale.class),
                Locale::toLanguageTag);
        table.add(
                Enum.class,
                ScalarType.of("STRING", FieldDescriptorProto.Type.TYPE_STRING, TextWriters.class, "name", Enum.class));
    }

    private static void addBytes(ScalarTable table) {
        table.add(
                byte[].class,
                ScalarType.of(
                        "BINARY", FieldDescriptorProto.Type.TYPE_BYTES, BytesWriters.class, "array", byte[].class));
        table.add(
                ByteBuffer.class,
                ScalarType.of(
                        "BINARY", FieldDescriptorProto.Type.TYPE_BYTES, BytesWriters.class, "buffer", ByteBuffer.class),
                BytesWriters::remaining);
        table.add(
                ByteString.class,
                ScalarType.of(
                        "BINARY",
                        FieldDescriptorProto.Type.TYPE_BYTES,
                        BytesWriters.class,
                        "byteString",
                        ByteString.class),
                ByteString::toByteArray);
    }
}
