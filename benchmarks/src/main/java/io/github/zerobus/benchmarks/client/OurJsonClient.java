package io.github.zerobus.benchmarks.client;

import io.github.zerobus.MessageId;
import io.github.zerobus.Payload;
import io.github.zerobus.RecordType;
import io.github.zerobus.stream.MultiplexedStream;
import org.jspecify.annotations.Nullable;

/** The engine with JSON, which it validates by default. */
final class OurJsonClient implements JsonClient {

    private final MultiplexedStream stream;
    /** Without it, the JIT would eliminate the allocation of the id. */
    private @Nullable MessageId last;

    OurJsonClient(ClientSettings settings) {
        stream = OurStreams.builder(settings, RecordType.JSON).build();
        stream.open();
    }

    @Override
    public void send(String json) {
        last = stream.ingest(Payload.json(json));
    }

    @Override
    public void flush() {
        if (last == null || !stream.flush().complete()) {
            throw new IllegalStateException("nothing was sent, or the flush ran out of time");
        }
    }

    @Override
    public void close() {
        stream.close();
    }
}
