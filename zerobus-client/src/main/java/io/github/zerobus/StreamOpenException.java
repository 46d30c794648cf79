package io.github.zerobus;

import java.util.List;

/**
 * The stream could not be opened. Sub-streams that had opened are closed again. The cause is the failure of the failed
 * sub-stream with the lowest index; kind, code and whether a retry makes sense are those of the cause.
 */
public final class StreamOpenException extends ZerobusException {

    private final TableName table;
    private final List<String> columns;
    private final int attempts;

    StreamOpenException(
            String message, TableName table, List<String> columns, int attempts, ZerobusException lastCause) {
        super(lastCause.kind(), lastCause.isRetryable(), lastCause.grpcCode().orElse(null), message, lastCause);
        this.table = table;
        this.columns = List.copyOf(columns);
        this.attempts = attempts;
    }

    /**
     * The table of the stream.
     *
     * @return the table
     */
    public TableName table() {
        return table;
    }

    /**
     * Fields of the records with their types, such as {@code id int64}.
     *
     * @return the fields in the order of the message type, unmodifiable; empty for JSON
     */
    public List<String> columns() {
        return columns;
    }

    /**
     * How often the failed sub-stream tried to open.
     *
     * @return a number of zero or more
     */
    public int attempts() {
        return attempts;
    }
}
