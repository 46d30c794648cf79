package io.github.zerobus;

import java.time.Duration;

/**
 * A request was not durable in time. It is still in flight and may become durable later; the state of the stream does
 * not change.
 */
public final class AwaitTimeoutException extends ZerobusException {

    private final MessageId id;
    private final Duration waited;

    AwaitTimeoutException(String message, MessageId id, Duration waited) {
        super(ErrorKind.TIMEOUT, true, null, message, null);
        this.id = id;
        this.waited = waited;
    }

    /**
     * The request that was not durable in time.
     *
     * @return id of the request
     */
    public MessageId id() {
        return id;
    }

    /**
     * The time limit that passed.
     *
     * @return how long the caller waited
     */
    public Duration waited() {
        return waited;
    }
}
