package io.github.zerobus.records.encoding;

/**
 * A field of a message, as far as writers need it.
 *
 * <p>A record, like all writers that contain others: the JIT treats final fields of records as constants. Tags and
 * nested calls are therefore folded into one piece of code for each schema.
 *
 * @param name for error messages; empty for elements of a list, whose writer adds the index
 * @param tag field number and wire type
 * @param required whether null is rejected
 */
public record Column(String name, int tag, boolean required) {

    /**
     * Called in place of writing if the value is null.
     *
     * @throws InvalidValueException if the column is required
     */
    void checkOptional() {
        if (required) {
            throw invalid("is null, but required");
        }
    }

    InvalidValueException invalid(String reason) {
        return new InvalidValueException(name, reason);
    }

    /** Returns an exception with the class of the value. */
    InvalidValueException invalid(Object value, String reason) {
        return invalid(reason + " (the value is of " + value.getClass().getName() + ")");
    }

    /**
     * Checks the class of an element. Generics are erased, so a list of strings may contain other objects.
     *
     * @throws InvalidValueException if the value is not of the declared type
     */
    void checkType(Object value, Class<?> type) {
        if (!type.isInstance(value)) {
            throw invalid("is an object of " + value.getClass().getName() + ", but declared as " + type.getName());
        }
    }
}
