package io.github.zerobus.benchmarks.client;

import java.util.List;

/**
 * Operations of every client, each implemented in its fastest way. Producers are numbered from 0, each is one thread.
 * All sends wait for room when the in-flight limit is reached.
 */
public interface BenchmarkClient extends AutoCloseable {

    /** Sends one record; returns what {@link #await} takes. */
    long ingest(int producer, byte[] record) throws Exception;

    /** Sends several records as one request. */
    long ingestBatch(int producer, List<byte[]> records) throws Exception;

    /** Waits until a request is durable. */
    void await(long request) throws Exception;

    /** Waits until everything is durable. */
    void flush() throws Exception;

    @Override
    void close();
}
