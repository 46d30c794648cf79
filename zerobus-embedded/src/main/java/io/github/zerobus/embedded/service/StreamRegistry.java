package io.github.zerobus.embedded.service;

import io.grpc.Metadata;
import java.util.function.Consumer;

/** Where physical streams register when their calls begin. Thread-safe. */
public interface StreamRegistry {

    /**
     * Registers a physical stream.
     *
     * @param table as its header names it; empty without one
     * @param metadata of the call
     * @param openedAt by the server's clock
     * @param actions takes actions from any thread and runs them one at a time within the stream
     */
    StreamRecorder opened(String table, Metadata metadata, long openedAt, Consumer<Consumer<StreamControl>> actions);
}
