package io.github.zerobus.records.encoding;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
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
            return;
        }
        long day = value.toEpochDay();
        if (day != (int) day) {
            throw column.invalid("is out of range for a DATE, which is a 32-bit number of days");
        }
        out.int32(column.tag(), (int) day);
    }

    static void instant(Column column, WireBuffer out, @Nullable Instant value) {
        if (value == null) {
            column.checkOptional();
        } else {
            timestamp(column, out, value.getEpochSecond(), value.getNano());
        }
    }

    static void offset(Column column, WireBuffer out, @Nullable OffsetDateTime value) {
        if (value == null) {
            column.checkOptional();
        } else {
            timestamp(column, out, value.toEpochSecond(), value.getNano());
        }
    }

    static void zoned(Column column, WireBuffer out, @Nullable ZonedDateTime value) {
        if (value == null) {
            column.checkOptional();
        } else {
            timestamp(column, out, value.toEpochSecond(), value.getNano());
        }
    }

    static void local(Column column, WireBuffer out, @Nullable LocalDateTime value) {
        if (value == null) {
            column.checkOptional();
        } else {
            instant(column, out, value.toInstant(ZoneOffset.UTC));
        }
    }

    private static void timestamp(Column column, WireBuffer out, long seconds, int nanos) {
        long micros;
        try {
            micros = micros(seconds, nanos / 1000);
        } catch (ArithmeticException e) {
            throw column.invalid("is out of range for a TIMESTAMP, which is a 64-bit number of microseconds");
        }
        out.int64(column.tag(), micros);
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
