package io.github.zerobus;

import java.time.Duration;

/** A request was not durable in time. It is still held and may become durable later; the stream stays as it is. */
public class AwaitTimeoutException extends ZerobusException {

    private final MessageId id;
    private final Duration waited;

    /** Names the request and the time spent. */
    public AwaitTimeoutException(String message, MessageId id, Duration waited) {
        super(ErrorKind.TIMEOUT, true, null, message, null);
        this.id = id;
        this.waited = waited;
    }

    /** The request that was waited for. */
    public MessageId id() {
        return id;
    }

    /** How long. */
    public Duration waited() {
        return waited;
    }
}
