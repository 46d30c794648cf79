package io.github.zerobus.records.encoding;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** Days and microseconds since 1970-01-01 in UTC. What is finer than a microsecond is cut off, towards the past. */
final class TimeWriters {

    private static final long MICROS_PER_SECOND = 1_000_000;

    private TimeWriters() {}

    static void date(Column column, WireBuffer out, @Nullable LocalDate value) {
        if (value == null) {
            column.absent();
            return;
        }
        long day = value.toEpochDay();
        if (day != (int) day) {
            throw column.refusal("is out of the range of a DATE, days in 32 bits");
        }
        out.int32(column.tag(), (int) day);
    }

    static void instant(Column column, WireBuffer out, @Nullable Instant value) {
        if (value == null) {
            column.absent();
        } else {
            timestamp(column, out, value.getEpochSecond(), value.getNano());
        }
    }

    static void offset(Column column, WireBuffer out, @Nullable OffsetDateTime value) {
        if (value == null) {
            column.absent();
        } else {
            timestamp(column, out, value.toEpochSecond(), value.getNano());
        }
    }

    static void zoned(Column column, WireBuffer out, @Nullable ZonedDateTime value) {
        if (value == null) {
            column.absent();
        } else {
            timestamp(column, out, value.toEpochSecond(), value.getNano());
        }
    }

    static void local(Column column, WireBuffer out, @Nullable LocalDateTime value) {
        if (value == null) {
            column.absent();
        } else {
            instant(column, out, value.toInstant(ZoneOffset.UTC));
        }
    }

    private static void timestamp(Column column, WireBuffer out, long seconds, int nanos) {
        long micros;
        try {
            micros = micros(seconds, nanos / 1000);
        } catch (ArithmeticException e) {
            throw column.refusal("is out of the range of a TIMESTAMP, microseconds in 64 bits");
        }
        out.int64(column.tag(), micros);
    }

    /** Counted back from the next second before 1970: the earliest microsecond is in a second that starts too early. */
    private static long micros(long seconds, int micros) {
        return seconds < 0
                ? Math.addExact(Math.multiplyExact(seconds + 1, MICROS_PER_SECOND), micros - MICROS_PER_SECOND)
                : Math.addExact(Math.multiplyExact(seconds, MICROS_PER_SECOND), micros);
    }
}
