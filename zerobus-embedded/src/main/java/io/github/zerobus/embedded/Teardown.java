package io.github.zerobus.embedded;

/** How a physical stream ended. */
public enum Teardown {
    /** The client said that nothing follows (END_STREAM). */
    HALF_CLOSED_BY_CLIENT,
    /** The client cancelled the call (RST_STREAM), or its connection broke. */
    CANCELLED_BY_CLIENT,
    /** The server ended the call with a status. */
    ENDED_BY_SERVER,
    /** The server reset the connection. */
    DROPPED_BY_SERVER
}
