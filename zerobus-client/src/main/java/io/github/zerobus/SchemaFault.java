package io.github.zerobus;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A mismatch between a table and records or a descriptor, as the service reports it (docs/protocol.md#4.4).
 *
 * @param causes what does not match; never empty, unmodifiable
 * @param errorCode error code of the service, such as 8001; empty if it sent none
 */
public record SchemaFault(List<Cause> causes, String errorCode) implements Serializable {

    /** Kinds of mismatches. */
    public enum Cause {
        /** A field has no column in the table. */
        FIELD_NOT_IN_TABLE,
        /** A column that is not nullable has no field. */
        MISSING_REQUIRED_COLUMN,
        /** The fields are in another order than the columns. */
        FIELD_OUT_OF_ORDER,
        /** The type of a field does not match its column. */
        TYPE_INCOMPATIBLE,
        /** There are more or fewer fields than columns. */
        FIELD_COUNT_MISMATCH,
        /** A mismatch that this version of the client does not know. */
        UNKNOWN
    }

    /**
     * Copies the causes.
     *
     * @param causes what does not match
     * @param errorCode error code of the service, or empty
     */
    public SchemaFault {
        causes = List.copyOf(causes);
    }

    @Override
    public String toString() {
        return "schema: " + causes.stream().map(Cause::name).collect(Collectors.joining(", "))
                + (errorCode.isEmpty() ? "" : " (error code " + errorCode + ")");
    }
}
