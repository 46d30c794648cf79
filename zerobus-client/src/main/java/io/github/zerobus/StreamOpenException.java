package io.github.zerobus;

import java.util.List;

/** The stream could not be opened; whatever had opened is closed again. */
public class StreamOpenException extends ZerobusException {

    private final transient TableName table;
    private final transient List<String> columns;
    private final int attempts;

    /**
     * Wraps what the sub-stream with the lowest index met.
     *
     * @param table the stream's
     * @param columns names and types of the records' fields, if they are protobuf
     * @param attempts how often that sub-stream tried
     */
    public StreamOpenException(
            String message, TableName table, List<String> columns, int attempts, ZerobusException lastCause) {
        super(lastCause.kind(), lastCause.isRetryable(), lastCause.grpcCode().orElse(null), message, lastCause);
        this.table = table;
        this.columns = List.copyOf(columns);
        this.attempts = attempts;
    }

    /** The table that was to be written. */
    public TableName table() {
        return table;
    }

    /** Fields of the records with their types, as in {@code id int64}; empty for JSON. */
    public List<String> columns() {
        return columns;
    }

    /** How often the failing sub-stream tried. */
    public int attempts() {
        return attempts;
    }
}
