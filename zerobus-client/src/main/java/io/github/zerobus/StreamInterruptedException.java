package io.github.zerobus;

/** The thread was interrupted while it waited. Its interrupt flag is set again, and nothing is held for it. */
public class StreamInterruptedException extends ZerobusException {

    /** Says what the thread waited for. */
    public StreamInterruptedException(String message, InterruptedException cause) {
        super(ErrorKind.INTERRUPTED, true, null, message, cause);
    }
}
