package io.github.zerobus.autoconfigure;

import io.github.zerobus.Internal;
import io.github.zerobus.TableName;
import io.github.zerobus.ZerobusException;

/** Thrown when the application cannot start because further attempts to open a stream would fail in the same way. */
@Internal
public final class StreamStartException extends IllegalStateException {

    private final ZerobusException failure;

    /**
     * Creates an exception.
     *
     * @param stream name of the stream
     * @param table its table
     * @param failure of the last attempt
     */
    public StreamStartException(String stream, TableName table, ZerobusException failure) {
        super("stream '" + stream + "', table " + table + ": cannot open: " + failure.getMessage(), failure);
        this.failure = failure;
    }

    /**
     * Returns the failure of the last attempt.
     *
     * @return the cause
     */
    public ZerobusException failure() {
        return failure;
    }
}
