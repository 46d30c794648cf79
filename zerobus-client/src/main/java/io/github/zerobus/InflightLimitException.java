package io.github.zerobus;

import java.time.Duration;

/** The in-flight budget stayed used up for as long as the caller may wait. Nothing was admitted; it is safe to retry. */
public class InflightLimitException extends ZerobusException {

    private final Usage requests;
    private final Usage bytes;
    private final Duration waited;

    /** States both budgets at the end of the wait. */
    public InflightLimitException(String message, Usage requests, Usage bytes, Duration waited) {
        super(ErrorKind.CAPACITY, true, null, message, null);
        this.requests = requests;
        this.bytes = bytes;
        this.waited = waited;
    }

    /** Requests of the chosen sub-stream. */
    public Usage requests() {
        return requests;
    }

    /** Bytes of the chosen sub-stream: payload and the fixed cost of each record. */
    public Usage bytes() {
        return bytes;
    }

    /** How long the caller waited for room. */
    public Duration waited() {
        return waited;
    }

    /**
     * One budget at one moment.
     *
     * @param used what is in flight
     * @param limit the most that may be
     */
    public record Usage(long used, long limit) {}
}
