package io.github.zerobus.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each row of the table of column types in {@code docs/records.md}. */
@SuppressWarnings("ArrayRecordComponent") // applications have such records
class ColumnTypeTests {

    private static List<FieldDescriptor.Type> types(Class<?> type) {
        return RecordSchema.of(type, FieldNaming.AS_IS).descriptor().getFields().stream()
                .map(FieldDescriptor::getType)
                .toList();
    }

    record Integers(byte b, short s, int i, Byte bb, Short ss, Integer ii) {}

    @Test
    void smallIntegersAreInt32() {
        assertThat(types(Integers.class)).containsOnly(FieldDescriptor.Type.INT32);
        for (int value : new int[] {0, 1, 127, 128, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            byte b = (byte) value;
            short s = (short) value;
            assertThat(Encoded.of(new Integers(b, s, value, b, s, value))
                            .message()
                            .getAllFields()
                            .values())
                    .containsExactly((int) b, (int) s, value, (int) b, (int) s, value);
        }
    }

    record Longs(long bare, Long boxed) {}

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 1L << 35, Long.MIN_VALUE, Long.MAX_VALUE})
    void longsAreInt64(long value) {
        assertThat(types(Longs.class)).containsOnly(FieldDescriptor.Type.INT64);
        assertThat(Encoded.of(new Longs(value, value)).message().getAllFields().values())
                .containsExactly(value, value);
    }

    record Floating(float f, Float ff, double d, Double dd) {}

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, 1.5, Double.MIN_VALUE, Double.MAX_VALUE, Double.NaN, Double.NEGATIVE_INFINITY})
    void floatingPointNumbersKeepTheirWidth(double value) {
        assertThat(types(Floating.class))
                .containsExactly(
                        FieldDescriptor.Type.FLOAT,
                        FieldDescriptor.Type.FLOAT,
                        FieldDescriptor.Type.DOUBLE,
                        FieldDescriptor.Type.DOUBLE);
        float narrow = (float) value;
        assertThat(Encoded.of(new Floating(narrow, narrow, value, value))
                        .message()
                        .getAllFields()
                        .values())
                .containsExactly(narrow, narrow, value, value);
    }

    record Flags(boolean bare, Boolean boxed) {}

    @Test
    void booleansAreBool() {
        assertThat(types(Flags.class)).containsOnly(FieldDescriptor.Type.BOOL);
        Encoded flags = Encoded.of(new Flags(true, false));
        assertThat(flags.get("bare")).isEqualTo(true);
        assertThat(flags.has("boxed")).isTrue();
        assertThat(flags.get("boxed")).isEqualTo(false);
    }

    enum Unit {
        KELVIN {
            @Override
            public String toString() {
                return "degrees";
            }
        }
    }

    record Texts(String s, CharSequence c, StringBuilder b, char x, Character y, Unit unit, UUID id) {}

    @Test
    void textEnumsAndUuidsAreString() {
        assertThat(types(Texts.class)).containsOnly(FieldDescriptor.Type.STRING);
        UUID id = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");
        Texts texts = new Texts("s", java.nio.CharBuffer.wrap("c"), new StringBuilder("b"), 'x', 'ü', Unit.KELVIN, id);
        assertThat(Encoded.of(texts).message().getAllFields().values())
                .containsExactly("s", "c", "b", "x", "ü", "KELVIN", id.toString());
    }

    record Text(String text) {}

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ä", "aä", "日本", "a😀b", "?", "is this so?", "ä?", "😀?", "\u0000", "\uffff"})
    void textOfAnyLengthIsEncodedAsUtf8(String part) {
        for (int repeat : new int[] {1, 63, 64, 127, 128, 1000, 20_000}) {
            String text = part.repeat(repeat);
            assertThat(Encoded.of(new Text(text)).get("text")).isEqualTo(text);
        }
    }

    record Binary(byte[] array, ByteBuffer buffer, ByteString string) {}

    @Test
    void arraysAndRemainingBytesOfBuffersAreBytes() {
        assertThat(types(Binary.class)).containsOnly(FieldDescriptor.Type.BYTES);
        byte[] bytes = {0, -1, 2, 3};
        ByteBuffer buffer = ByteBuffer.allocateDirect(4).put(bytes).position(1).limit(3);
        Encoded binary = Encoded.of(new Binary(bytes, buffer, ByteString.copyFrom(bytes)));

        assertThat(binary.get("array")).isEqualTo(ByteString.copyFrom(bytes));
        assertThat(binary.get("buffer")).isEqualTo(ByteString.copyFrom(bytes, 1, 2));
        assertThat(binary.get("string")).isEqualTo(ByteString.copyFrom(bytes));
        assertThat(buffer.position()).isEqualTo(1);
    }

    record Day(LocalDate day) {}

    @ParameterizedTest
    @CsvSource({"1970-01-01, 0", "1969-12-31, -1", "2026-08-23, 20688"})
    void datesAreDaysSince1970(LocalDate day, int expected) {
        assertThat(types(Day.class)).containsOnly(FieldDescriptor.Type.INT32);
        assertThat(Encoded.of(new Day(day)).get("day")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, Integer.MAX_VALUE})
    void datesCoverTheWholeRangeOfTheColumn(int day) {
        assertThat(Encoded.of(new Day(LocalDate.ofEpochDay(day))).get("day")).isEqualTo(day);
    }

    record Times(Instant instant, OffsetDateTime offset, ZonedDateTime zoned, LocalDateTime local) {}

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 0",
        "1970-01-01T00:00:00.000001999Z, 1",
        "1969-12-31T23:59:59.999999999Z, -1",
        "1969-12-31T23:59:58Z, -2000000",
        "2026-08-23T12:34:56.789012Z, 1787488496789012",
        "-290308-12-21T19:59:05.224192Z, -9223372036854775808",
        "+294247-01-10T04:00:54.775807Z, 9223372036854775807"
    })
    void timesAreMicrosecondsSince1970InUtc(Instant time, long micros) {
        assertThat(types(Times.class)).containsOnly(FieldDescriptor.Type.INT64);
        Times times = new Times(
                time,
                time.atOffset(ZoneOffset.ofHours(-7)),
                time.atZone(ZoneId.of("Asia/Kathmandu")),
                LocalDateTime.ofInstant(time, ZoneOffset.UTC));
        assertThat(Encoded.of(times).message().getAllFields().values()).containsOnly(micros);
    }

    record Decimals(BigDecimal decimal, BigInteger integer) {}

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0E+50, 0",
        "1E+3, 1000",
        "-12.340, -12.340",
        "1E-38, 0.00000000000000000000000000000000000001",
        "99999999999999999999999999999999999999, 99999999999999999999999999999999999999"
    })
    void decimalsArePlainText(BigDecimal value, String text) {
        assertThat(types(Decimals.class)).containsOnly(FieldDescriptor.Type.STRING);
        Encoded decimals = Encoded.of(new Decimals(value, value.toBigInteger()));
        assertThat(decimals.get("decimal")).isEqualTo(text);
        assertThat(decimals.get("integer")).isEqualTo(value.toBigInteger().toString());
    }

    record Arrays1(short[] s, int[] i, long[] l, float[] f, double[] d, boolean[] b, Integer[] boxed, Text[] t) {}

    @Test
    void arraysAreRepeatedAndNotPacked() {
        RecordSchema schema = RecordSchema.of(Arrays1.class, FieldNaming.AS_IS);
        assertThat(schema.descriptor().getFields()).allMatch(field -> field.isRepeated() && !field.isPacked());
        Encoded arrays = Encoded.of(
                schema,
                new Arrays1(
                        new short[] {-1},
                        new int[] {1, 2},
                        new long[] {3, 4},
                        new float[] {5},
                        new double[] {6, 7},
                        new boolean[] {true, false},
                        new Integer[] {8},
                        new Text[] {new Text("t")}));
        assertThat(arrays.list("s")).isEqualTo(List.of(-1));
        assertThat(arrays.list("i")).isEqualTo(List.of(1, 2));
        assertThat(arrays.list("l")).isEqualTo(List.of(3L, 4L));
        assertThat(arrays.list("f")).isEqualTo(List.of(5f));
        assertThat(arrays.list("d")).isEqualTo(List.of(6d, 7d));
        assertThat(arrays.list("b")).isEqualTo(List.of(true, false));
        assertThat(arrays.list("boxed")).isEqualTo(List.of(8));
        assertThat(arrays.nested("t", 0).get("text")).isEqualTo("t");
        int[] tags = {0x8 | 0, 0x10 | 0};
        assertThat(Arrays.copyOf(schema.encode(empty(new int[] {1, 2})), 4)).containsExactly(tags[1], 1, tags[1], 2);
    }

    private static Arrays1 empty(int[] ints) {
        return new Arrays1(
                new short[0],
                ints,
                new long[0],
                new float[0],
                new double[0],
                new boolean[0],
                new Integer[0],
                new Text[0]);
    }
}
