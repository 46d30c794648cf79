package io.github.zerobus;

/** What sort of trouble a {@link ZerobusException} is about; decide on this, never on a message's text. */
public enum ErrorKind {
    /** The connection or the service failed in a way that may pass. */
    TRANSIENT,
    /** The service asks for fewer requests. */
    THROTTLED,
    /** The credentials were refused. */
    AUTHENTICATION,
    /** The credentials are good, but lack a grant. */
    PERMISSION,
    /** The table or the method does not exist. */
    NOT_FOUND,
    /** The service refused a record, a descriptor or another argument. */
    INVALID_DATA,
    /** One side broke the protocol. */
    PROTOCOL,
    /** Something the application set up is wrong. */
    CONFIGURATION,
    /** A time limit passed. */
    TIMEOUT,
    /** The in-flight budget was used up for too long. */
    CAPACITY,
    /** The waiting thread was interrupted. */
    INTERRUPTED,
    /** The stream is closed. */
    CLOSED,
    /** The stream is poisoned. */
    POISONED
}
