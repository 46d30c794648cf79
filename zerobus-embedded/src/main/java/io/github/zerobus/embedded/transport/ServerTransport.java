package io.github.zerobus.embedded.transport;

/** How clients reach the server. */
public interface ServerTransport {

    /** Listens; what happens if it does already is not defined. */
    void start();

    /** Ends every connection without a word and listens no more. */
    void stop();

    /** Address for a client. */
    String endpoint();

    /** Port, or 0 where there is none. */
    int port();
}
