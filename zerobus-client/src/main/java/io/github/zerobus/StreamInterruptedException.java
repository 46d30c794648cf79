package io.github.zerobus;

/** The thread was interrupted while it waited. Its interrupt flag is set again. */
public final class StreamInterruptedException extends ZerobusException {

    StreamInterruptedException(String message, InterruptedException cause) {
        super(ErrorKind.INTERRUPTED, true, null, message, cause);
    }
}
