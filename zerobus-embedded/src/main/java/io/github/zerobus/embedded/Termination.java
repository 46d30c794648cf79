package io.github.zerobus.embedded;

/** How a physical stream ended. */
public enum Termination {
    /** The client half-closed the call (END_STREAM), and the server completed it. */
    HALF_CLOSED_BY_CLIENT,
    /** The client cancelled the call (RST_STREAM), or its connection was lost. */
    CANCELLED_BY_CLIENT,
    /** The server ended the call with a status. */
    ENDED_BY_SERVER,
    /** The server reset the HTTP/2 stream. */
    RESET_BY_SERVER,
    /** The server reset the connection, or excluded the stream with a GOAWAY. */
    DROPPED_BY_SERVER
}
