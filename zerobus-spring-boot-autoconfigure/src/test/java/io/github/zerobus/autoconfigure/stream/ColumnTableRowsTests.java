package io.github.zerobus.autoconfigure.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonValue;
import com.google.protobuf.ByteString;
import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.records.RecordSchema;
import io.github.zerobus.records.table.TableColumn;
import io.github.zerobus.template.ZerobusTemplate;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collection;
import java.util.Currency;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each row of the table in docs/records.md: an object that is sent as JSON and as protobuf makes the same row in a
 * table whose columns are those of its class.
 */
@Timeout(60)
@SuppressWarnings({"JavaUtilDate", "ArrayRecordComponent", "UnnecessaryStringBuilder"}) // as applications have
class ColumnTableRowsTests {

    private static final String TABLE = "main.test.objects";
    private static final Instant AT = Instant.parse("2026-08-23T12:34:56.789012Z");
    private static final Instant AT_MILLIS = Instant.parse("2026-08-23T12:34:56.789Z");
    private static final LocalDate DAY = LocalDate.of(1969, 12, 31);

    @TempDir
    private Path folder;

    record Numbers(
            byte b,
            Byte boxedB,
            short s,
            Short boxedS,
            int i,
            Integer boxedI,
            AtomicInteger atomicI,
            OptionalInt optionalI,
            Year year,
            long l,
            Long boxedL,
            AtomicLong atomicL,
            OptionalLong optionalL,
            float f,
            Float boxedF,
            double d,
            Double boxedD,
            OptionalDouble optionalD,
            boolean z,
            Boolean boxedZ,
            AtomicBoolean atomicZ,
            BigDecimal decimal,
            BigInteger integer) {}

    private static final Numbers NUMBERS = new Numbers(
            Byte.MIN_VALUE,
            (byte) 1,
            Short.MAX_VALUE,
            (short) 2,
            Integer.MIN_VALUE,
            3,
            new AtomicInteger(4),
            OptionalInt.of(5),
            Year.of(2026),
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            new AtomicLong(6),
            OptionalLong.of(7),
            0.1f,
            Float.MIN_VALUE,
            0.1,
            Double.MAX_VALUE,
            OptionalDouble.of(2.5),
            true,
            false,
            new AtomicBoolean(true),
            new BigDecimal("-9.90"),
            BigInteger.TEN.pow(37));

    private static final List<Object> NUMBERS_ROW = List.of(
            -128,
            1,
            32_767,
            2,
            Integer.MIN_VALUE,
            3,
            4,
            5,
            2026,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            6L,
            7L,
            0.1f,
            Float.MIN_VALUE,
            0.1,
            Double.MAX_VALUE,
            2.5,
            true,
            false,
            true,
            new BigDecimal("-9.900000000000000000"),
            BigInteger.TEN.pow(37));

    enum Level {
        HIGH
    }

    record Texts(
            String string,
            CharSequence sequence,
            char c,
            Character boxedC,
            UUID uuid,
            URI uri,
            URL url,
            Currency currency,
            Locale locale,
            Level level,
            byte[] bytes,
            ByteBuffer buffer,
            ByteString byteString) {}

    private static Texts texts() throws MalformedURLException {
        return new Texts(
                "\"\u00e4\uD83D\uDE00\n",
                new StringBuilder("b"),
                'x',
                'y',
                new UUID(1, 2),
                URI.create("https://a/b"),
                URI.create("https://a/c").toURL(),
                Currency.getInstance("EUR"),
                Locale.CANADA_FRENCH,
                Level.HIGH,
                new byte[] {1, -3},
                ByteBuffer.wrap(new byte[] {0, 1, 2}).position(1),
                ByteString.copyFrom(new byte[] {4}));
    }

    private static final List<Object> TEXTS_ROW = List.of(
            "\"\u00e4\uD83D\uDE00\n",
            "b",
            "x",
            "y",
            new UUID(1, 2).toString(),
            "https://a/b",
            "https://a/c",
            "EUR",
            "fr-CA",
            "HIGH",
            ByteString.copyFrom(new byte[] {1, -3}),
            ByteString.copyFrom(new byte[] {1, 2}),
            ByteString.copyFrom(new byte[] {4}));

    record Times(
            LocalDate day,
            java.sql.Date sqlDay,
            Instant instant,
            OffsetDateTime offset,
            ZonedDateTime zoned,
            LocalDateTime local,
            Date date,
            java.sql.Timestamp timestamp,
            Calendar calendar,
            LocalTime time,
            OffsetTime offsetTime,
            java.sql.Time sqlTime,
            Duration duration,
            Period period,
            YearMonth month,
            MonthDay birthday,
            ZoneId zone) {}

    private static final Times TIMES = new Times(
            DAY,
            java.sql.Date.valueOf(DAY),
            AT,
            AT.atOffset(ZoneOffset.ofHours(-7)),
            AT.atZone(ZoneId.of("Asia/Kathmandu")),
            LocalDateTime.ofInstant(AT, ZoneOffset.UTC),
            Date.from(AT),
            java.sql.Timestamp.from(AT),
            GregorianCalendar.from(AT.atZone(ZoneId.of("Asia/Kathmandu"))),
            LocalTime.of(8, 0, 1),
            LocalTime.NOON.atOffset(ZoneOffset.UTC),
            java.sql.Time.valueOf("08:00:01"),
            Duration.ofMillis(1500),
            Period.ofDays(3),
            YearMonth.of(2026, 8),
            MonthDay.of(8, 23),
            ZoneId.of("Europe/Berlin"));

    private static final List<Object> TIMES_ROW = List.of(
            DAY,
            DAY,
            AT,
            AT,
            AT,
            AT,
            AT_MILLIS,
            AT,
            AT_MILLIS,
            "08:00:01",
            "12:00Z",
            "08:00:01",
            "PT1.5S",
            "P3D",
            "2026-08",
            "--08-23",
            "Europe/Berlin");

    record Point(int x, @Nullable String label) {}

    record Money(@JsonValue BigDecimal amount) {}

    record Containers(
            List<String> list,
            Set<Long> set,
            Collection<Instant> collection,
            double[] array,
            Map<String, BigDecimal> map,
            Map<Integer, Point> points,
            Point nested,
            List<Point> path,
            Optional<LocalDate> optional,
            Optional<Instant> empty,
            @Nullable Point absent,
            Money money) {}

    private static final Containers CONTAINERS = new Containers(
            List.of("a", ""),
            Set.of(7L),
            List.of(AT),
            new double[] {1, 2.5},
            Map.of("k", new BigDecimal("1")),
            Map.of(7, new Point(1, "p")),
            new Point(2, null),
            List.of(new Point(3, "q"), new Point(0, "")),
            Optional.of(DAY),
            Optional.empty(),
            null,
            new Money(new BigDecimal("9.9")));

    private static final List<@Nullable Object> CONTAINERS_ROW = Arrays.asList(
            List.of("a", ""),
            List.of(7L),
            List.of(AT),
            List.of(1.0, 2.5),
            Map.of("k", new BigDecimal("1.000000000000000000")),
            Map.of(7, point(1, "p")),
            point(2, null),
            List.of(point(3, "q"), point(0, "")),
            DAY,
            null,
            null,
            new BigDecimal("9.900000000000000000"));

    private static Map<String, @Nullable Object> point(int x, @Nullable String label) {
        Map<String, @Nullable Object> point = new HashMap<>();
        point.put("x", x);
        point.put("label", label);
        return point;
    }

    static Stream<Arguments> objects() throws MalformedURLException {
        List<Object> numbers = new ArrayList<>(NUMBERS_ROW);
        numbers.set(numbers.size() - 1, new BigDecimal(BigInteger.TEN.pow(37)));
        return Stream.of(
                Arguments.of(NUMBERS, numbers),
                Arguments.of(texts(), TEXTS_ROW),
                Arguments.of(TIMES, TIMES_ROW),
                Arguments.of(CONTAINERS, CONTAINERS_ROW));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void objectMakesTheSameRowInBothEncodings(Object object, List<@Nullable Object> expected) throws IOException {
        assertThat(new ArrayList<>(row(object).values())).isEqualTo(expected);
        assertThat(new ArrayList<>(row(
                                object,
                                "zerobus.stream.record-type=proto",
                                "zerobus.stream.record-class="
                                        + object.getClass().getName())
                        .values()))
                .isEqualTo(expected);
    }

    /** Sends an object to a table whose columns are those of its class. */
    private Map<String, @Nullable Object> row(Object object, String... properties) throws IOException {
        Path ddl = folder.resolve("tables.sql");
        Files.writeString(ddl, RecordSchema.of(object.getClass()).columns().createTable(TABLE));
        Map<String, @Nullable Object> row = new java.util.LinkedHashMap<>();
        ContextRunners.full()
                .withPropertyValues("zerobus.table=" + TABLE, "zerobus.embedded.ddl=" + ddl.toUri())
                .withPropertyValues(properties)
                .run(context -> {
                    context.getBean(ZerobusTemplate.class).sendAndAwait(object, Duration.ofSeconds(10));
                    row.putAll(context.getBean(EmbeddedZerobusServer.class)
                            .table(TABLE)
                            .rows()
                            .get(0)
                            .values());
                });
        return row;
    }

    /** The types that the table names, apart from Kotlin's, with their columns. */
    @Test
    void eachTypeOfTheTableIsSent() throws IOException {
        Map<String, String> columns = new HashMap<>();
        for (Class<?> type : List.of(Numbers.class, Texts.class, Times.class, Containers.class)) {
            List<TableColumn> declared = RecordSchema.of(type).columns().columns();
            RecordComponent[] components = type.getRecordComponents();
            for (int i = 0; i < components.length; i++) {
                columns.put(
                        components[i].getType().getSimpleName(), declared.get(i).sql());
                columns.put(components[i].getType().getName(), declared.get(i).sql());
            }
        }
        Set<String> seen = new HashSet<>();
        Pattern.compile("(?m)^\\| ([^|]*) \\| ([A-Z]+) \\|")
                .matcher(table())
                .results()
                .forEach(row -> {
                    Pattern.compile("`([^`@]+)`")
                            .matcher(row.group(1).replaceFirst(";.*", ""))
                            .results()
                            .map(MatchResult.class::cast)
                            .forEach(type -> {
                                seen.add(type.group(1));
                                assertThat(columns).containsKey(type.group(1));
                                assertThat(columns.get(type.group(1))).contains(" " + row.group(2));
                            });
                });
        assertThat(seen).hasSizeGreaterThan(50).contains("byte", "java.sql.Date", "byte[]", "Map", "ZoneId");
    }

    private static String table() throws IOException {
        String page = Files.readString(Path.of("../docs/records.md"));
        return page.substring(page.indexOf("\n## Columns"), page.indexOf("\n## Properties"));
    }
}
