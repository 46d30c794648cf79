package io.github.zerobus.embedded.service;

import io.grpc.Metadata;
import java.util.function.Consumer;

/** Registers physical streams when their calls begin. Implementations are thread-safe. */
public interface StreamRegistry {

    /**
     * Registers a physical stream.
     *
     * @param table table in the header of the call; empty without that header
     * @param metadata headers of the call
     * @param openedAt present time in nanoseconds, on the clock of the server
     * @param actions runs actions in the stream's context; may be called by any thread
     * @return the recorder of the stream
     */
    StreamRecorder opened(String table, Metadata metadata, long openedAt, Consumer<Consumer<StreamControl>> actions);
}
