package io.github.zerobus.records.encoding;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.List;

/** Rows of dates and times. */
final class TimeTypes {

    private TimeTypes() {}

    static void addTo(ScalarTable table) {
        addDates(table);
        addTimes(table);
        addTimeTexts(table);
    }

    private static void addDates(ScalarTable table) {
        table.add(
                LocalDate.class,
                ScalarType.of("DATE", FieldDescriptorProto.Type.TYPE_INT32, TimeWriters.class, "date", LocalDate.class),
                value -> TimeWriters.days(ScalarTable.JSON, value));
        if (SqlTypes.isPresent()) {
            ScalarType date = ScalarType.of(
                    "DATE", FieldDescriptorProto.Type.TYPE_INT32, SqlWriters.class, "date", java.sql.Date.class);
            table.add(java.sql.Date.class, date, value -> SqlWriters.days(ScalarTable.JSON, value));
            table.add(java.sql.Time.class, text(), Object::toString);
        }
        table.add(
                Year.class,
                ScalarType.of("INT", FieldDescriptorProto.Type.TYPE_INT32, TimeWriters.class, "year", Year.class),
                Year::getValue);
    }

    private static void addTimes(ScalarTable table) {
        table.add(
                Instant.class, micros("instant", Instant.class), value -> TimeWriters.micros(ScalarTable.JSON, value));
        table.add(
                OffsetDateTime.class,
                micros("offset", OffsetDateTime.class),
                value -> TimeWriters.micros(ScalarTable.JSON, value.toEpochSecond(), value.getNano(), value));
        table.add(
                ZonedDateTime.class,
                micros("zoned", ZonedDateTime.class),
                value -> TimeWriters.micros(ScalarTable.JSON, value.toEpochSecond(), value.getNano(), value));
        table.add(
                LocalDateTime.class,
                micros("local", LocalDateTime.class),
                value -> TimeWriters.micros(ScalarTable.JSON, value));
        table.add(Date.class, micros("legacy", Date.class), value -> TimeWriters.micros(ScalarTable.JSON, value));
        table.add(
                Calendar.class,
                micros("calendar", Calendar.class),
                value -> TimeWriters.micros(ScalarTable.JSON, value.getTime()));
    }

    /** There are no columns for them; their text is that of ISO 8601, or the id of a zone. */
    private static void addTimeTexts(ScalarTable table) {
        // Jackson writes it as a number.
        table.add(
                Month.class,
                ScalarType.of("STRING", FieldDescriptorProto.Type.TYPE_STRING, TextWriters.class, "name", Enum.class),
                Month::name);
        List.of(
                        LocalTime.class,
                        OffsetTime.class,
                        Duration.class,
                        Period.class,
                        YearMonth.class,
                        MonthDay.class,
                        ZoneId.class)
                .forEach(type -> table.put(type, text().withJson(Object::toString)));
    }

    private static ScalarType micros(String method, Class<?> value) {
        return ScalarType.of("TIMESTAMP", FieldDescriptorProto.Type.TYPE_INT64, TimeWriters.class, method, value);
    }

    private static ScalarType text() {
        return ScalarType.of(
                "STRING", FieldDescriptorProto.Type.TYPE_STRING, TextWriters.class, "asText", Object.class);
    }
}
