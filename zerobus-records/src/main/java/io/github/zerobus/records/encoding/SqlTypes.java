package io.github.zerobus.records.encoding;

import java.sql.Timestamp;
import java.util.Date;

/** Answers for module java.sql, which may be missing. */
final class SqlTypes {

    private static final boolean PRESENT = isLoadable("java.sql.Date");

    private SqlTypes() {}

    private static boolean isLoadable(String name) {
        try {
            Class.forName(name, false, SqlTypes.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    static boolean isPresent() {
        return PRESENT;
    }

    /** Whether a date has nanoseconds. */
    static boolean isTimestamp(Date value) {
        return PRESENT && value instanceof Timestamp;
    }
}
