package io.github.zerobus.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import io.github.zerobus.RecordType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Maps as protobuf, by the names of the fields. */
@SuppressWarnings("ArrayRecordComponent") // applications have such records
class MapMessageTests {

    record Line(String sku, BigDecimal price) {}

    record Order(
            long id,
            Instant createdAt,
            double total,
            boolean paid,
            byte @Nullable [] raw,
            List<Line> lines,
            Map<String, Integer> counts) {}

    private final RecordSchema schema = RecordSchema.of(Order.class);
    private final PayloadConverter converter = PayloadConverter.builder(RecordType.PROTO)
            .descriptor(schema.descriptor())
            .build();

    private static Map<String, Object> order() {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("id", 7);
        order.put("createdAt", Instant.ofEpochSecond(1));
        order.put("total", 9);
        order.put("paid", true);
        order.put("raw", new byte[] {1, 2});
        order.put("lines", List.of(Map.of("sku", "A-1", "price", new BigDecimal("9.90"))));
        order.put("counts", Map.of("a", 1));
        return order;
    }

    @Test
    void mapIsEncodedLikeTheRecordOfItsValues() throws Exception {
        byte[] sent = converter.convert(order()).bytes();

        Order record = new Order(
                7,
                Instant.ofEpochSecond(1),
                9,
                true,
                new byte[] {1, 2},
                List.of(new Line("A-1", new BigDecimal("9.90"))),
                Map.of("a", 1));
        assertThat(DynamicMessage.parseFrom(schema.descriptor(), sent))
                .isEqualTo(DynamicMessage.parseFrom(schema.descriptor(), schema.encode(record)));
    }

    private static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("id", "s3cret", "id is an object of java.lang.String; the field takes an integer"),
                Arguments.of("id", 1.5, "id is an object of java.lang.Double; the field takes an integer"),
                Arguments.of("id", BigInteger.ONE.shiftLeft(64), "id is an object of java.math.BigInteger"),
                Arguments.of("paid", 1, "the field takes a boolean"),
                Arguments.of("total", "s3cret", "the field takes a number"),
                Arguments.of("createdAt", Instant.MAX, "createdAt is out of range for a TIMESTAMP"),
                Arguments.of(
                        "createdAt", LocalDate.EPOCH, "createdAt is an object of java.time.LocalDate; the field takes"),
                Arguments.of("total", new BigDecimal("1E+400"), "the field takes a number of at most"),
                Arguments.of("raw", 4711, "the field takes bytes"),
                Arguments.of("lines", "s3cret", "the field takes a Collection or an array"),
                Arguments.of("lines", List.of(Map.of("sku", 4711)), "lines[0].sku is an object of java.lang.Integer"),
                Arguments.of("lines", List.of(Map.of("s3cret", 1)), "lines[0] has a key that is no field"),
                Arguments.of("lines", Collections.singletonList(null), "lines[0] is null"),
                Arguments.of("counts", Map.of("s3cret", 1L << 40), "counts.value is an object of java.lang.Long"),
                Arguments.of("s3cret", 1, "it has a key that is no field of Order"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void valueThatDoesNotFitIsRefusedWithPathAndClass(String key, Object value, String message) {
        Map<String, Object> order = order();
        order.put(key, value);

        assertThatExceptionOfType(UnsupportedRecordException.class)
                .isThrownBy(() -> converter.convert(order))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret", "4711"));
    }

    @Test
    void missingRequiredFieldIsRefused() {
        Map<String, Object> order = order();
        order.put("id", null);

        assertThatExceptionOfType(UnsupportedRecordException.class)
                .isThrownBy(() -> converter.convert(order))
                .withMessageContaining("lacks the required fields id");
    }

    @Test
    void textThatUtf8CannotEncodeIsRefused() {
        Map<String, Object> order = order();
        order.put("lines", List.of(Map.of("sku", "A\ud83d", "price", BigDecimal.ONE)));
        assertRefusedText(order);
        order = order();
        order.put("counts", Map.of("\udc00", 1));
        assertRefusedText(order);
    }

    private void assertRefusedText(Map<String, Object> order) {
        assertThatExceptionOfType(UnsupportedRecordException.class)
                .isThrownBy(() -> converter.convert(order))
                .withMessageContaining("unpaired surrogate");
    }

    @Test
    void constantOfAnEnumIsSentByItsName() throws Exception {
        Descriptor field = FieldDescriptorProto.getDescriptor();
        PayloadConverter types =
                PayloadConverter.builder(RecordType.PROTO).descriptor(field).build();
        byte[] sent =
                types.convert(Map.of("name", "x", "type", Kind.TYPE_INT64)).bytes();

        assertThat(FieldDescriptorProto.parseFrom(sent).getType()).isEqualTo(FieldDescriptorProto.Type.TYPE_INT64);
    }

    enum Kind {
        TYPE_INT64;

        @Override
        public String toString() {
            return "a long";
        }
    }

    @Test
    void numberAboveTheRangeOfAFloatIsRefused() {
        RecordSchema floats = RecordSchema.of(Measure.class);
        PayloadConverter measures = PayloadConverter.builder(RecordType.PROTO)
                .descriptor(floats.descriptor())
                .build();
        assertThatExceptionOfType(UnsupportedRecordException.class)
                .isThrownBy(() -> measures.convert(Map.of("value", 1e39)))
                .withMessageContaining("value is an object of java.lang.Double; the field takes a number of at most");
        assertThat(measures.convert(Map.of("value", Double.POSITIVE_INFINITY)).bytes())
                .isEqualTo(floats.encode(new Measure(Float.POSITIVE_INFINITY)));
    }

    record Measure(float value) {}
}
