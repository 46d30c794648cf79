package io.github.zerobus.records.encoding;

/**
 * What writers know of a field. A record, like the writers that hold others: the JIT takes finals of records for
 * constants, so that tags and calls are folded into one piece of code for each schema.
 *
 * @param name in errors; empty for elements, whose place their list adds
 * @param tag field number and wire type
 * @param required whether null is refused
 */
public record Column(String name, int tag, boolean required) {

    /** To be called for null. */
    void absent() {
        if (required) {
            throw refusal("is null, but required");
        }
    }

    Refusal refusal(String reason) {
        return new Refusal(name, reason);
    }

    /** Generics do not keep what is no String out of a list of them. */
    void checkKind(Object value, Class<?> type) {
        if (!type.isInstance(value)) {
            throw refusal("is an object of " + value.getClass().getName() + " where one of " + type.getName()
                    + " is declared");
        }
    }
}
