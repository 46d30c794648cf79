package io.github.zerobus;

/**
 * A sub-stream ended for good, so the whole stream takes no more records. The first cause is kept and is the same in
 * each of these; the exception around it is a new one at each throw. What was not acked can be fetched from the stream.
 */
public class StreamPoisonedException extends ZerobusException {

    private final int subStream;
    private final ZerobusException firstCause;

    /** Wraps the first cause, with the index of the sub-stream that met it. */
    public StreamPoisonedException(String message, int subStream, ZerobusException firstCause) {
        super(ErrorKind.POISONED, false, firstCause.grpcCode().orElse(null), message, firstCause);
        this.subStream = subStream;
        this.firstCause = firstCause;
    }

    /** Index of the sub-stream that poisoned the stream. */
    public int subStream() {
        return subStream;
    }

    /** What ended that sub-stream. */
    public ZerobusException firstCause() {
        return firstCause;
    }
}
