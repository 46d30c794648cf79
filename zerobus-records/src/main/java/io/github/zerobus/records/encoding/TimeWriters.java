package io.github.zerobus.records.encoding;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * Writers of dates, as days since 1970-01-01, and of timestamps, as microseconds since 1970-01-01 in UTC. Timestamps
 * are rounded down to microseconds, also before 1970.
 */
final class TimeWriters {

    private static final long MICROS_PER_SECOND = 1_000_000;

    private TimeWriters() {}

    static void date(Column column, WireBuffer out, @Nullable LocalDate value) {
        if (value == null) {
            column.checkOptional();
        } else {
            out.int32(column.tag(), days(column, value));
        }
    }

    static void instant(Column column, WireBuffer out, @Nullable Instant value) {
        if (value == null) {
            column.checkOptional();
        } else {
            out.int64(column.tag(), micros(column, value));
        }
    }

    static void offset(Column column, WireBuffer out, @Nullable OffsetDateTime value) {
        if (value == null) {
            column.checkOptional();
        } else {
            out.int64(column.tag(), micros(column, value.toEpochSecond(), value.getNano(), value));
        }
    }

    static void zoned(Column column, WireBuffer out, @Nullable ZonedDateTime value) {
        if (value == null) {
            column.checkOptional();
        } else {
            out.int64(column.tag(), micros(column, value.toEpochSecond(), value.getNano(), value));
        }
    }

    static void local(Column column, WireBuffer out, @Nullable LocalDateTime value) {
        if (value == null) {
            column.checkOptional();
        } else {
            out.int64(column.tag(), micros(column, value));
        }
    }

    static void legacy(Column column, WireBuffer out, @Nullable Date value) {
        if (value == null) {
            column.checkOptional();
        } else {
            out.int64(column.tag(), micros(column, value));
        }
    }

    static void calendar(Column column, WireBuffer out, @Nullable Calendar value) {
        legacy(column, out, value == null ? null : value.getTime());
    }

    static void year(Column column, WireBuffer out, @Nullable Year value) {
        if (value == null) {
            column.checkOptional();
        } else {
            out.int32(column.tag(), value.getValue());
        }
    }

    /** Returns the form of a date, for both encodings. */
    static int days(Column column, LocalDate value) {
        long day = value.toEpochDay();
        if (day != (int) day) {
            throw column.invalid(value, "is out of range for a DATE, which is a 32-bit number of days; correct it");
        }
        return (int) day;
    }

    /** Returns the form of a time, for both encodings. */
    static long micros(Column column, Instant value) {
        return micros(column, value.getEpochSecond(), value.getNano(), value);
    }

    static long micros(Column column, LocalDateTime value) {
        Instant utc = value.toInstant(ZoneOffset.UTC);
        return micros(column, utc.getEpochSecond(), utc.getNano(), value);
    }

    /** Returns the form of a Date, or of a java.sql.Timestamp, which has nanoseconds. */
    @SuppressWarnings("JavaUtilDate") // applications have it
    static long micros(Column column, Date value) {
        if (SqlTypes.isTimestamp(value)) {
            return micros(column, value.toInstant());
        }
        long millis = value.getTime();
        return micros(column, Math.floorDiv(millis, 1000L), (int) Math.floorMod(millis, 1000L) * 1_000_000, value);
    }

    static long micros(Column column, long seconds, int nanos, Object value) {
        try {
            return micros(seconds, nanos / 1000);
        } catch (ArithmeticException e) {
            throw column.invalid(
                    value, "is out of range for a TIMESTAMP, which is a 64-bit number of microseconds; correct it");
        }
    }

    /**
     * Before 1970, counts back from the following second: the start of the second that contains the earliest possible
     * microsecond does not fit into 64 bits.
     */
    private static long micros(long seconds, int micros) {
        return seconds < 0
                ? Math.addExact(Math.multiplyExact(seconds + 1, MICROS_PER_SECOND), micros - MICROS_PER_SECOND)
                : Math.addExact(Math.multiplyExact(seconds, MICROS_PER_SECOND), micros);
    }
}
