package io.github.zerobus.benchmarks.client;

import com.google.protobuf.BytesValue;
import io.github.zerobus.MessageId;
import io.github.zerobus.Payload;
import io.github.zerobus.RecordType;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.stream.MultiplexedStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The engine through its public interface, with the defaults but for the limits that all clients share. */
final class OurClient implements BenchmarkClient {

    /** What each record costs in the in-flight budget beside its payload, in bytes. */
    private static final int RECORD_OVERHEAD = 64;

    private static final int MAX_PRODUCERS = 64;
    /** Slots that are far apart, so that producers do not share a cache line. */
    private static final int SLOT = 16;

    private final MultiplexedStream stream;
    /** The last id of each producer. Without it, the JIT would eliminate the id's allocation. */
    private final @Nullable MessageId[] last = new @Nullable MessageId[MAX_PRODUCERS * SLOT];

    OurClient(ClientSettings settings) {
        stream = MultiplexedStream.builder()
                .endpoint("http://127.0.0.1:" + settings.port())
                .table(ClientSettings.TABLE)
                .descriptor(BytesValue.getDescriptor())
                .options(options(settings))
                .build();
        stream.open();
    }

    private static StreamOptions options(ClientSettings settings) {
        // Requests are what all clients limit: a tenth more bytes than those take, which is 1.2 GB for a million of 1
        // KB.
        long request = settings.maxRequestSize() + (long) settings.batch() * RECORD_OVERHEAD;
        long bytes = Math.max(64L << 20, settings.inflight() * request / 10 * 11);
        return StreamOptions.builder()
                .recordType(RecordType.PROTO)
                .subStreams(settings.streams())
                .maxInflightRequests(settings.inflight() * settings.streams())
                .maxInflightSize(bytes * settings.streams())
                .openJitter(Duration.ZERO)
                .silenceTimeout(Duration.ofMinutes(10))
                .build();
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
