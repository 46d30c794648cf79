package io.github.zerobus.records.encoding;

/** Refuses numbers that JSON cannot express. */
final class FiniteNumbers {

    private static final String REASON =
            "is not a finite number, which JSON cannot express; leave it out, or send" + " protobuf";

    private FiniteNumbers() {}

    static Object check(Column column, Float value) {
        if (!Float.isFinite(value)) {
            throw column.invalid(value, REASON);
        }
        return value;
    }

    static Object check(Column column, Double value) {
        if (!Double.isFinite(value)) {
            throw column.invalid(value, REASON);
        }
        return value;
    }

    static Object check(Column column, float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new InvalidValueException(column.name() + "[" + i + "]", REASON);
            }
        }
        return values;
    }

    static Object check(Column column, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new InvalidValueException(column.name() + "[" + i + "]", REASON);
            }
        }
        return values;
    }
}
