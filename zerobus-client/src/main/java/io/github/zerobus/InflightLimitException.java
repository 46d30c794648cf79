package io.github.zerobus;

import java.io.Serializable;
import java.time.Duration;

/**
 * The in-flight budget of a sub-stream was used up for as long as the caller may wait. Nothing was admitted, so a retry
 * cannot duplicate a record.
 */
public final class InflightLimitException extends ZerobusException {

    private final Usage requests;
    private final Usage bytes;
    private final Duration waited;

    InflightLimitException(String message, Usage requests, Usage bytes, Duration waited) {
        super(ErrorKind.CAPACITY, true, null, message, null);
        this.requests = requests;
        this.bytes = bytes;
        this.waited = waited;
    }

    /**
     * Budget of the selected sub-stream in requests, when the wait ended.
     *
     * @return use and limit, in requests
     */
    public Usage requests() {
        return requests;
    }

    /**
     * Budget of the selected sub-stream in bytes, when the wait ended. Each record counts with its payload and 256
     * bytes more.
     *
     * @return use and limit, in bytes
     */
    public Usage bytes() {
        return bytes;
    }

    /**
     * How long the caller waited for room.
     *
     * @return a duration of zero or more
     */
    public Duration waited() {
        return waited;
    }

    /**
     * A budget at one moment.
     *
     * @param used what is in flight
     * @param limit maximum that may be in flight
     */
    public record Usage(long used, long limit) implements Serializable {}
}
