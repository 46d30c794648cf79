package io.github.zerobus.autoconfigure;

/** What happens if the records of a stream do not fit the columns of its table. */
public enum SchemaCheck {
    /** The columns are not read. */
    OFF,
    /** The differences are logged as a warning; the start does not wait for the check. */
    WARN,
    /** The application does not start. The start waits for the check. */
    FAIL
}
