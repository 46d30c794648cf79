package io.github.zerobus.embedded.transport;

/** How clients reach the server. */
public interface ServerTransport {

    /**
     * Starts to listen. Must not be called while it listens.
     *
     * @throws java.io.UncheckedIOException if it cannot listen
     */
    void start();

    /** Resets all connections and stops to listen. Blocks until that has happened, at most about 4 seconds. */
    void stop();

    /** Returns the address for clients. */
    String endpoint();

    /** Returns the port; 0 if there is none. */
    int port();
}
