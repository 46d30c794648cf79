package io.github.zerobus;

/** The stream could not be opened; whatever had opened is closed again. */
public class StreamOpenException extends ZerobusException {

    private final int attempts;

    /**
     * Wraps what the sub-stream with the lowest index met.
     *
     * @param attempts how often that sub-stream tried
     */
    public StreamOpenException(String message, int attempts, ZerobusException lastCause) {
        super(lastCause.kind(), lastCause.isRetryable(), lastCause.grpcCode().orElse(null), message, lastCause);
        this.attempts = attempts;
    }

    /** How often the failing sub-stream tried. */
    public int attempts() {
        return attempts;
    }
}
