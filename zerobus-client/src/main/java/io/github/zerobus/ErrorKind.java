package io.github.zerobus;

/** Kinds of failures that a {@link ZerobusException} reports. Applications decide by these, never by a message. */
public enum ErrorKind {
    /** The connection or the service failed in a way that may pass. */
    TRANSIENT,
    /** The service asks for fewer requests. */
    THROTTLED,
    /** The service or the token endpoint rejected the credentials. */
    AUTHENTICATION,
    /** The credentials are valid, but lack a grant. */
    PERMISSION,
    /** The table or the service method does not exist. */
    NOT_FOUND,
    /** The service rejected a record, a descriptor or another argument. */
    INVALID_DATA,
    /** The server violated the protocol. */
    PROTOCOL,
    /** The configuration, or a provider of the application, is invalid. */
    CONFIGURATION,
    /** A time limit passed. */
    TIMEOUT,
    /** The in-flight budget was used up for too long. */
    CAPACITY,
    /** The rescue store cannot be opened, or has failed. */
    STORAGE,
    /** The waiting thread was interrupted. */
    INTERRUPTED,
    /** The stream is closed. */
    CLOSED,
    /** The stream is poisoned. */
    POISONED
}
