package io.github.zerobus;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What the service says of records or a descriptor that do not fit the table (protocol 4.4).
 *
 * @param causes what does not fit; never empty
 * @param errorCode the service's own number, such as 8001; empty if it gave none
 */
public record SchemaFault(List<Cause> causes, String errorCode) {

    /** Ways not to fit. */
    public enum Cause {
        /** A field that the table has no column for. */
        FIELD_NOT_IN_TABLE,
        /** A column that may not be null has no field. */
        MISSING_REQUIRED_COLUMN,
        /** Fields are in another order than columns. */
        FIELD_OUT_OF_ORDER,
        /** A field's type does not fit its column. */
        TYPE_INCOMPATIBLE,
        /** More or fewer fields than columns. */
        FIELD_COUNT_MISMATCH,
        /** Something that this version does not know. */
        UNKNOWN
    }

    /** Keeps a copy of the causes. */
    public SchemaFault {
        causes = List.copyOf(causes);
    }

    @Override
    public String toString() {
        return "schema: " + causes.stream().map(Cause::name).collect(Collectors.joining(", "))
                + (errorCode.isEmpty() ? "" : " (error code " + errorCode + ")");
    }
}
