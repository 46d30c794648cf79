package io.github.zerobus.benchmarks.client;

/** A client that sends JSON from one thread. All sends wait for room when the in-flight limit is reached. */
public interface JsonClient extends AutoCloseable {

    /** Sends a JSON text. */
    void send(String json) throws Exception;

    /** Sends an object as JSON, by Jackson. */
    default void sendObject(Object object) throws Exception {
        throw new UnsupportedOperationException("this client takes texts only");
    }

    /** Waits until everything is durable. */
    void flush() throws Exception;

    @Override
    void close();
}
