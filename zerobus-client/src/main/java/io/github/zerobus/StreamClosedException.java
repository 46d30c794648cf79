package io.github.zerobus;

import org.jspecify.annotations.Nullable;

/** The stream is closed. It accepts no more records and cannot be opened again. */
public final class StreamClosedException extends ZerobusException {

    StreamClosedException(String message, @Nullable Throwable cause) {
        super(ErrorKind.CLOSED, false, null, message, cause);
    }
}
