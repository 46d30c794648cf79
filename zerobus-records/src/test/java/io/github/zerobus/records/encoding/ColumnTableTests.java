package io.github.zerobus.records.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import io.github.zerobus.records.jackson.ColumnJson;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Currency;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Each row of the table in docs/records.md: the same value in both encodings, whatever the mapper is set to. */
@SuppressWarnings({"JavaUtilDate", "UnnecessaryStringBuilder"}) // applications have such values
class ColumnTableTests {

    private static final Instant AT = Instant.parse("2026-08-23T12:34:56.789012345Z");
    private static final long MICROS = 1_787_488_496_789_012L;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS, DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    enum Level {
        HIGH {
            @Override
            public String toString() {
                return "high level";
            }
        }
    }

    private static Arguments row(Class<?> type, Object value, String column, Object json) {
        return Arguments.of(type, value, column, json);
    }

    static Stream<Arguments> numbers() throws Exception {
        return Stream.of(
                row(byte.class, (byte) -1, "INT", -1),
                row(Byte.class, (byte) -1, "INT", -1),
                row(short.class, (short) 7, "INT", 7),
                row(Short.class, (short) 7, "INT", 7),
                row(int.class, Integer.MIN_VALUE, "INT", Integer.MIN_VALUE),
                row(Integer.class, 7, "INT", 7),
                row(AtomicInteger.class, new AtomicInteger(7), "INT", 7),
                row(OptionalInt.class, OptionalInt.of(7), "INT", 7),
                row(Year.class, Year.of(2026), "INT", 2026),
                row(long.class, Long.MAX_VALUE, "BIGINT", Long.MAX_VALUE),
                row(Long.class, Long.MIN_VALUE, "BIGINT", Long.MIN_VALUE),
                row(AtomicLong.class, new AtomicLong(7), "BIGINT", 7L),
                row(OptionalLong.class, OptionalLong.of(7), "BIGINT", 7L),
                row(float.class, 1.5f, "FLOAT", 1.5f),
                row(Float.class, 1.5f, "FLOAT", 1.5f),
                row(double.class, 2.5, "DOUBLE", 2.5),
                row(Double.class, 2.5, "DOUBLE", 2.5),
                row(OptionalDouble.class, OptionalDouble.of(2.5), "DOUBLE", 2.5),
                row(boolean.class, true, "BOOLEAN", true),
                row(Boolean.class, true, "BOOLEAN", true),
                row(AtomicBoolean.class, new AtomicBoolean(true), "BOOLEAN", true),
                row(BigDecimal.class, new BigDecimal("1E-7"), "DECIMAL(38, 18)", "0.0000001"),
                row(BigInteger.class, BigInteger.TEN.pow(37), "DECIMAL(38, 0)", "1" + "0".repeat(37)));
    }

    static Stream<Arguments> texts() throws Exception {
        UUID id = new UUID(1, 2);
        return Stream.of(
                row(String.class, "s", "STRING", "s"),
                row(CharSequence.class, CharBuffer.wrap("c"), "STRING", "c"),
                row(StringBuilder.class, new StringBuilder("b"), "STRING", "b"),
                row(char.class, 'x', "STRING", "x"),
                row(Character.class, 'x', "STRING", "x"),
                row(Level.class, Level.HIGH, "STRING", "HIGH"),
                row(Month.class, Month.MAY, "STRING", "MAY"),
                row(DayOfWeek.class, DayOfWeek.MONDAY, "STRING", "MONDAY"),
                row(UUID.class, id, "STRING", id.toString()),
                row(URI.class, URI.create("https://a/b"), "STRING", "https://a/b"),
                row(URL.class, URI.create("https://a/b").toURL(), "STRING", "https://a/b"),
                row(Locale.class, Locale.CANADA_FRENCH, "STRING", "fr-CA"),
                row(Currency.class, Currency.getInstance("EUR"), "STRING", "EUR"),
                row(ZoneId.class, ZoneId.of("Europe/Berlin"), "STRING", "Europe/Berlin"),
                row(ZoneOffset.class, ZoneOffset.ofHours(2), "STRING", "+02:00"),
                row(byte[].class, new byte[] {1, 2, -3}, "BINARY", new byte[] {1, 2, -3}),
                row(ByteBuffer.class, ByteBuffer.wrap(new byte[] {0, 1, 2}).position(1), "BINARY", new byte[] {1, 2}),
                row(
                        ByteBuffer.class,
                        ByteBuffer.allocateDirect(2).put(new byte[] {1, 2}).flip(),
                        "BINARY",
                        new byte[] {1, 2}),
                row(ByteString.class, ByteString.copyFrom(new byte[] {1, 2}), "BINARY", new byte[] {1, 2}));
    }

    static Stream<Arguments> times() {
        LocalDate day = LocalDate.of(2026, 8, 23);
        return Stream.of(
                row(LocalDate.class, day, "DATE", 20_688),
                row(LocalDate.class, LocalDate.of(1969, 12, 31), "DATE", -1),
                row(java.sql.Date.class, java.sql.Date.valueOf(day), "DATE", 20_688),
                row(Instant.class, AT, "TIMESTAMP", MICROS),
                row(Instant.class, Instant.parse("1969-12-31T23:59:59.999999999Z"), "TIMESTAMP", -1L),
                row(java.time.OffsetDateTime.class, AT.atOffset(ZoneOffset.ofHours(-7)), "TIMESTAMP", MICROS),
                row(java.time.ZonedDateTime.class, AT.atZone(ZoneId.of("Asia/Kathmandu")), "TIMESTAMP", MICROS),
                row(LocalDateTime.class, LocalDateTime.ofInstant(AT, ZoneOffset.UTC), "TIMESTAMP", MICROS),
                row(Date.class, Date.from(AT), "TIMESTAMP", MICROS / 1000 * 1000),
                row(Date.class, new Date(-1), "TIMESTAMP", -1000L),
                row(Date.class, java.sql.Timestamp.from(AT), "TIMESTAMP", MICROS),
                row(java.sql.Timestamp.class, java.sql.Timestamp.from(AT), "TIMESTAMP", MICROS),
                row(
                        java.util.Calendar.class,
                        GregorianCalendar.from(AT.atZone(ZoneId.of("Asia/Kathmandu"))),
                        "TIMESTAMP",
                        MICROS / 1000 * 1000),
                row(java.sql.Time.class, java.sql.Time.valueOf("08:00:01"), "STRING", "08:00:01"),
                row(LocalTime.class, LocalTime.of(8, 0, 1), "STRING", "08:00:01"),
                row(OffsetTime.class, LocalTime.NOON.atOffset(ZoneOffset.UTC), "STRING", "12:00Z"),
                row(Duration.class, Duration.ofMillis(1500), "STRING", "PT1.5S"),
                row(Period.class, Period.ofDays(3), "STRING", "P3D"),
                row(YearMonth.class, YearMonth.of(2026, 8), "STRING", "2026-08"),
                row(MonthDay.class, MonthDay.of(8, 23), "STRING", "--08-23"));
    }

    record Untyped(@Nullable Object value) {}

    @ParameterizedTest
    @MethodSource({"numbers", "texts", "times"})
    void scalarHasTheFormOfItsColumnInJson(Class<?> type, Object value, String column, Object expected) {
        Object form = expected instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : expected;

        JsonNode row = json(Map.of("value", value));

        assertThat(json(new Untyped(value))).isEqualTo(row);
        assertThat(json(Map.of("value", List.of(value))).get("value").get(0)).isEqualTo(row.get("value"));
        assertThat(row).isEqualTo(MAPPER.readTree(MAPPER.writeValueAsBytes(Map.of("value", form))));
    }

    @ParameterizedTest
    @MethodSource({"numbers", "texts", "times"})
    void scalarHasTheSameColumnAndFormInProtobuf(Class<?> type, Object value, String column, Object expected)
            throws Throwable {
        ScalarType scalar = ScalarTypes.of(type);
        assertThat(scalar).isNotNull();
        assertThat(scalar.column()).isEqualTo(column);

        Object sent = written(scalar, value);

        assertThat(sent).isEqualTo(expected instanceof byte[] bytes ? ByteString.copyFrom(bytes) : expected);
    }

    private static Object written(ScalarType scalar, Object value) throws Throwable {
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("row.proto")
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("Row")
                        .addField(FieldDescriptorProto.newBuilder()
                                .setName("value")
                                .setNumber(1)
                                .setType(scalar.type())))
                .build();
        Descriptor row = FileDescriptor.buildFrom(file, new FileDescriptor[0])
                .getMessageTypes()
                .get(0);
        FieldDescriptor field = row.getFields().get(0);
        WireBuffer out = new WireBuffer(64);
        scalar.writer().invoke(new Column("value", 1 << 3 | field.getLiteType().getWireType(), true), out, value);
        return DynamicMessage.parseFrom(row, out.toByteArray()).getField(field);
    }

    private static JsonNode json(Object record) {
        byte[] written = ColumnJson.of(MAPPER).write(record);
        return MAPPER.readTree(new String(written, StandardCharsets.UTF_8));
    }
}
