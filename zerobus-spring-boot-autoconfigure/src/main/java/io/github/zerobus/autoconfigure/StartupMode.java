package io.github.zerobus.autoconfigure;

/** How the start of an application and the opening of a stream depend on each other. */
public enum StartupMode {
    /**
     * The start waits for the stream. It fails if the stream is refused permanently, and continues after the startup
     * timeout if the stream cannot be opened yet.
     */
    WAIT,
    /** The start waits for the stream, and fails if it is not open within the startup timeout. */
    REQUIRE,
    /** The start does not wait. Records are buffered until the stream is open. */
    BACKGROUND
}
