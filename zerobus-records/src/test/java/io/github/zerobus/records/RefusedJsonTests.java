package io.github.zerobus.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.zerobus.RecordType;
import io.github.zerobus.records.UnsupportedRecordException.Reason;
import io.github.zerobus.records.jackson.ColumnJson;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Values that no column can hold, at any place of a record that is sent as JSON. */
@SuppressWarnings("ArrayRecordComponent") // applications have such records
class RefusedJsonTests {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final PayloadConverter converter = PayloadConverter.builder(RecordType.JSON)
            .json(ColumnJson.of(MAPPER)::write)
            .build();

    record Holder(String id, @Nullable Object body) {}

    private static Stream<Arguments> noValues() {
        return Stream.of(
                Arguments.of(CompletableFuture.completedFuture("s3cret"), "which only produces values"),
                Arguments.of(new SubmissionPublisher<String>(), "which only produces values"),
                Arguments.of(Stream.of("s3cret"), "which is no value"),
                Arguments.of(IntStream.of(4711), "which is no value"),
                Arguments.of(List.of("s3cret").iterator(), "which is no value"),
                Arguments.of(new ByteArrayInputStream(new byte[] {1}), "which is no value"),
                Arguments.of(new StringReader("s3cret"), "which is no value"),
                Arguments.of(Thread.currentThread(), "which is no value"),
                Arguments.of(new UnknownTree.JsonObject(), "a JSON tree of an unknown library"));
    }

    static final class UnknownTree {

        static final class JsonObject {
            public boolean isEmpty() {
                return false;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("noValues")
    void objectThatIsNoValueIsRefusedAtAnyPlace(Object value, String problem) {
        String type = value.getClass().getName();
        assertRefused(value, "the record is an object of " + type, problem);
        assertRefused(new Holder("i", value), "body is an object of " + type, problem);
        assertRefused(Map.of("s3cret", value), "value is an object of " + type, problem);
        assertRefused(new Holder("i", List.of(1, value)), "body[1] is an object of " + type, problem);
        assertRefused(new Holder("i", Optional.of(value)), "body is an object of " + type, problem);
        assertRefused(new Holder("i", new Object[] {value}), "body[0] is an object of " + type, problem);
        assertRefused(new Holder("i", new Holder("j", value)), "body.body is an object of " + type, problem);
    }

    private void assertRefused(Object record, String... message) {
        assertThatExceptionOfType(UnsupportedRecordException.class)
                .isThrownBy(() -> converter.convert(record))
                .returns(Reason.INVALID_VALUE, UnsupportedRecordException::reason)
                .withMessageContainingAll(message)
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("s3cret", "4711"));
    }

    private static Stream<Arguments> outOfRange() {
        return Stream.of(
                Arguments.of(Double.NaN, "is not a finite number", "java.lang.Double"),
                Arguments.of(Float.NEGATIVE_INFINITY, "is not a finite number", "java.lang.Float"),
                Arguments.of(new BigDecimal("1E+38"), "more than the 38 digits", "java.math.BigDecimal"),
                Arguments.of(BigInteger.TEN.pow(38), "more than the 38 digits", "java.math.BigInteger"),
                Arguments.of(Instant.MIN, "out of range for a TIMESTAMP", "java.time.Instant"),
                Arguments.of(LocalDate.MAX, "out of range for a DATE", "java.time.LocalDate"));
    }

    @ParameterizedTest
    @MethodSource("outOfRange")
    void valueOutsideOfItsColumnIsRefusedWithPathAndClass(Object value, String limit, String type) {
        assertRefused(new Holder("i", value), "Holder cannot be encoded: body ", limit, type);
        assertRefused(new Holder("i", List.of(1, value)), "body[1] ", limit, type);
        assertRefused(Map.of("s3cret", List.of(value)), "value[0] ", limit, type);
    }

    record Numbers(double[] doubles, float[] floats, double single, List<Double> list) {}

    @Test
    void numberThatIsNotFiniteIsRefusedInArraysAndPrimitives() {
        double[] good = {1.5, 2};
        assertRefused(new Numbers(new double[] {1, Double.NaN}, new float[0], 1, List.of()), "doubles[1] is not");
        assertRefused(new Numbers(good, new float[] {Float.NaN}, 1, List.of()), "floats[0] is not");
        assertRefused(new Numbers(good, new float[0], Double.POSITIVE_INFINITY, List.of()), "single is not");
        assertRefused(new Numbers(good, new float[0], 1, Arrays.asList(1.0, Double.NaN)), "list[1] is not");
        assertThat(text(new Numbers(good, new float[] {3}, 1, List.of())))
                .isEqualTo("{\"doubles\":[1.5,2.0],\"floats\":[3.0],\"single\":1.0,\"list\":[]}");
    }

    @Test
    void treeOfJacksonIsWrittenAsItIsAndMayNotHaveNumbersThatAreNotFinite() {
        String document = "{\"b\":1.10,\"a\":[null,true,\"t\"]}";
        assertThat(text(MAPPER.readTree(document))).isEqualTo("{\"b\":1.1,\"a\":[null,true,\"t\"]}");
        assertThat(text(new Holder("i", MAPPER.readTree(document))))
                .isEqualTo("{\"id\":\"i\",\"body\":{\"b\":1.1,\"a\":[null,true,\"t\"]}}");
        assertRefused(
                new Holder("i", MAPPER.createObjectNode().put("x", Double.NaN)),
                "contains a number that is not finite");
    }

    static class Failing {
        public String getName() {
            throw new IllegalStateException("s3cret");
        }
    }

    @Test
    void failingGetterIsNamedWithoutItsMessage() {
        assertRefused(new Failing(), "name cannot be written as JSON: java.lang.IllegalStateException");
    }

    @Test
    void objectWithoutPropertiesIsRefused() {
        assertRefused(new Object(), "java.lang.Object cannot be encoded", "no properties", "send a record");
        assertRefused(new Holder("i", new Object()), "body");
    }

    private String text(Object record) {
        return new String(converter.convert(record).bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void pathIsKnownAlthoughMapperDoesNotWrapExceptions() {
        JsonMapper mapper = JsonMapper.builder()
                .disable(SerializationFeature.WRAP_EXCEPTIONS)
                .build();
        PayloadConverter own = PayloadConverter.builder(RecordType.JSON)
                .json(ColumnJson.of(mapper)::write)
                .build();

        assertThatExceptionOfType(UnsupportedRecordException.class)
                .isThrownBy(() -> own.convert(new Holder("i", Double.NaN)))
                .withMessageContaining("body");
    }
}
