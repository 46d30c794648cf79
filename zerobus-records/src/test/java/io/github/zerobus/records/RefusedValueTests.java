package io.github.zerobus.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that their columns cannot hold are rejected. The message has the path of the value, but never the value. */
@NullUnmarked
@SuppressWarnings({"ArrayRecordComponent", "NullOptional"}) // applications have such records
class RefusedValueTests {

    @org.jspecify.annotations.NullMarked
    record Line(String sku, BigDecimal price) {}

    record Order(List<Line> lines, Map<String, Line> byName, Line[] array, Optional<Line> maybe) {}

    record Envelope(Order order) {}

    record Scalars(
            String text,
            char letter,
            LocalDate day,
            Instant at,
            OffsetDateTime offset,
            LocalDateTime local,
            BigDecimal decimal,
            BigInteger integer,
            List<Integer> numbers,
            Map<String, Integer> counts,
            Optional<Integer> maybe) {}

    private static final Line VALID = new Line("secret", BigDecimal.ONE);
    private static final Line INVALID = new Line("secret", new BigDecimal("4711E+40"));

    private static Scalars with(String field, Object value) {
        Object[] values = {null, ' ', null, null, null, null, null, null, null, null, null};
        List<String> names = Arrays.stream(Scalars.class.getRecordComponents())
                .map(component -> component.getName())
                .toList();
        values[names.indexOf(field)] = value;
        try {
            return (Scalars) Scalars.class.getDeclaredConstructors()[0].newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Scalars", e);
        }
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        new Order(List.of(VALID, INVALID), null, null, null),
                        "lines[1].price has more than the 38 digits"),
                Arguments.of(new Order(null, Map.of("secret", INVALID), null, null), "byName.value.price has more"),
                Arguments.of(new Order(null, null, new Line[] {INVALID}, null), "array[0].price has more"),
                Arguments.of(new Order(null, null, null, Optional.of(INVALID)), "maybe.price has more"),
                Arguments.of(
                        new Envelope(new Order(List.of(INVALID), null, null, null)), "order.lines[0].price has more"),
                Arguments.of(
                        new Order(List.of(new Line(null, BigDecimal.ONE)), null, null, null),
                        "lines[0].sku is null, but required"),
                Arguments.of(new Order(Arrays.asList(VALID, null), null, null, null), "lines[1] is null"),
                Arguments.of(
                        new Order(null, Collections.singletonMap("secret", null), null, null), "byName.value is null"),
                Arguments.of(new Order(null, Collections.singletonMap(null, VALID), null, null), "byName.key is null"),
                Arguments.of(with("text", "secret\ud800"), "text contains an unpaired surrogate"),
                Arguments.of(with("text", "\udc00secret"), "text contains an unpaired surrogate"),
                Arguments.of(with("text", "eight is plain,\udc00 and?"), "text contains an unpaired surrogate"),
                Arguments.of(with("text", "ü\ud83d\ud83d\ude00"), "text contains an unpaired surrogate"),
                Arguments.of(with("letter", '\ud800'), "letter contains an unpaired surrogate"),
                Arguments.of(with("day", LocalDate.ofEpochDay(Integer.MAX_VALUE + 1L)), "day is out of range"),
                Arguments.of(with("day", LocalDate.ofEpochDay(Integer.MIN_VALUE - 1L)), "day is out of range"),
                Arguments.of(with("at", Instant.parse("+294247-01-10T04:00:54.775808Z")), "at is out of range"),
                Arguments.of(with("at", Instant.parse("-290308-12-21T19:59:05.224191Z")), "at is out of range"),
                Arguments.of(with("at", Instant.MIN), "at is out of range"),
                Arguments.of(with("offset", OffsetDateTime.MAX), "offset is out of range"),
                Arguments.of(with("local", LocalDateTime.MIN), "local is out of range"),
                Arguments.of(with("decimal", new BigDecimal("1E+38")), "decimal has more than the 38 digits"),
                Arguments.of(with("decimal", new BigDecimal("1E-39")), "decimal has more than the 38 digits"),
                Arguments.of(with("decimal", new BigDecimal("1E+1000000000")), "decimal has more than"),
                Arguments.of(with("integer", BigInteger.TEN.pow(38)), "integer has more than the 38 digits"),
                Arguments.of(with("integer", BigInteger.ONE.shiftLeft(1000)), "integer has more than"),
                Arguments.of(with("numbers", List.of(1, 2L)), "numbers[1] is an object of java.lang.Long"),
                Arguments.of(with("counts", Map.of("a", "secret")), "counts.value is an object of java.lang.String"),
                Arguments.of(with("counts", Map.of(4711, 1)), "counts.key is an object of java.lang.Integer"),
                Arguments.of(with("maybe", Optional.of("secret")), "maybe is an object of java.lang.String"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void messageNamesThePathButNotTheValue(Object record, String message) {
        RecordSchema schema = RecordSchema.of(record.getClass(), FieldNaming.SNAKE_CASE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> schema.encode(record))
                .withMessageStartingWith(record.getClass().getName() + " cannot be encoded: " + message)
                .satisfies(rejected -> assertThat(rejected.getMessage()).doesNotContain("secret", "4711"));
    }

    @Test
    void objectOfAnotherClassIsRejected() {
        RecordSchema schema = RecordSchema.of(Line.class, FieldNaming.AS_IS);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> schema.encode("text"))
                .withMessageContaining("java.lang.String")
                .withMessageContaining("Line");
    }

    @Test
    void schemaEncodesAfterARejectedValue() {
        RecordSchema schema = RecordSchema.of(Line.class, FieldNaming.AS_IS);
        byte[] before = schema.encode(VALID);

        assertThatIllegalArgumentException().isThrownBy(() -> schema.encode(INVALID));
        assertThat(schema.encode(VALID)).isEqualTo(before);
    }

    public static class Failing {

        private final int checked = 1;

        public int getChecked() throws java.io.IOException {
            if (checked == 1) {
                throw new java.io.IOException("of the getter");
            }
            return checked;
        }
    }

    record Unchecked(int value) {

        @Override
        public int value() {
            throw new UnsupportedOperationException("of the accessor");
        }
    }

    @Test
    void exceptionOfAnAccessorIsPassedOn() {
        assertThatThrownBy(() -> Encoded.of(new Failing())).hasRootCauseMessage("of the getter");
        assertThatThrownBy(() -> Encoded.of(new Unchecked(1)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("of the accessor");
    }
}
