package io.github.zerobus;

import org.jspecify.annotations.Nullable;

/** The stream was closed by the application; it takes no more records and cannot be opened again. */
public class StreamClosedException extends ZerobusException {

    /** Says which stream, and what was asked of it. */
    public StreamClosedException(String message, @Nullable Throwable cause) {
        super(ErrorKind.CLOSED, false, null, message, cause);
    }
}
