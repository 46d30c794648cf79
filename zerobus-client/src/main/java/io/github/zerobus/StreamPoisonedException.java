package io.github.zerobus;

/**
 * A sub-stream ended permanently, so the whole stream accepts no more records. Each call throws a new exception around
 * the same first cause. Records that were not acked can be fetched from the stream.
 */
public final class StreamPoisonedException extends ZerobusException {

    private final int subStream;
    private final ZerobusException firstCause;

    StreamPoisonedException(String message, int subStream, ZerobusException firstCause) {
        super(ErrorKind.POISONED, false, firstCause.grpcCode().orElse(null), message, firstCause);
        this.subStream = subStream;
        this.firstCause = firstCause;
    }

    /**
     * The sub-stream that poisoned the stream.
     *
     * @return index of the sub-stream, 0 to 63
     */
    public int subStream() {
        return subStream;
    }

    /**
     * The failure that ended that sub-stream.
     *
     * @return the same object for each exception of one stream
     */
    public ZerobusException firstCause() {
        return firstCause;
    }
}
