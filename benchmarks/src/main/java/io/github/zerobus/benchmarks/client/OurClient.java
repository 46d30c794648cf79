package io.github.zerobus.benchmarks.client;

import com.google.protobuf.BytesValue;
import io.github.zerobus.MessageId;
import io.github.zerobus.Payload;
import io.github.zerobus.RecordType;
import io.github.zerobus.stream.MultiplexedStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The engine through its public interface. */
final class OurClient implements BenchmarkClient {

    private static final int MAX_PRODUCERS = 64;
    /** Slots that are far apart, so that producers do not share a cache line. */
    private static final int SLOT = 16;

    private final MultiplexedStream stream;
    /** The last id of each producer. Without it, the JIT would eliminate the id's allocation. */
    private final @Nullable MessageId[] last = new @Nullable MessageId[MAX_PRODUCERS * SLOT];

    OurClient(ClientSettings settings) {
        stream = OurStreams.builder(settings, RecordType.PROTO)
                .descriptor(BytesValue.getDescriptor())
                .build();
        stream.open();
    }

    @Override
    public long ingest(int producer, byte[] record) {
        MessageId id = stream.ingest(Payload.proto(record));
        last[producer * SLOT] = id;
        return id.raw();
    }

    @Override
    public long ingestBatch(int producer, List<byte[]> records) {
        List<Payload> payloads = new ArrayList<>(records.size());
        for (byte[] record : records) {
            payloads.add(Payload.proto(record));
        }
        return stream.ingestBatch(payloads).raw();
    }

    @Override
    public void await(long request) {
        stream.await(MessageId.fromRaw(request));
    }

    @Override
    public void flush() {
        if (!stream.flush().complete()) {
            throw new IllegalStateException("the flush ran out of time");
        }
    }

    @Override
    public void close() {
        // Unacked records are expected where the server never acks.
        if (stream.snapshot().inflightRequests() == 0) {
            stream.close();
        }
    }
}
