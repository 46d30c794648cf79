package io.github.zerobus;

/** The service refused a request because of its content. The request was given to the {@link DeadLetterHandler}. */
public final class InvalidRecordException extends ZerobusException {

    private final MessageId id;
    private final ZerobusException reason;

    InvalidRecordException(String message, MessageId id, ZerobusException reason) {
        super(ErrorKind.INVALID_DATA, false, reason.grpcCode().orElse(null), message, reason);
        this.id = id;
        this.reason = reason;
    }

    /**
     * The refused request.
     *
     * @return its id
     */
    public MessageId id() {
        return id;
    }

    /**
     * Why the service refused it.
     *
     * @return the failure of the service
     */
    public ZerobusException reason() {
        return reason;
    }
}
