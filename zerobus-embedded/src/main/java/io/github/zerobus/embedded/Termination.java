package io.github.zerobus.embedded;

/** How a physical stream ended. */
public enum Termination {
    /** The client said that nothing follows (END_STREAM). */
    HALF_CLOSED_BY_CLIENT,
    /** The client cancelled the call (RST_STREAM), or its connection broke. */
    CANCELLED_BY_CLIENT,
    /** The server ended the call with a status. */
    ENDED_BY_SERVER,
    /** The server reset the HTTP/2 stream. */
    RESET_BY_SERVER,
    /** The server reset the connection, or said that it never took the stream. */
    DROPPED_BY_SERVER
}
