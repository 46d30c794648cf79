package io.github.zerobus.benchmarks.client;

import io.github.zerobus.RecordType;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.auth.Token;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.MultiplexedStreamBuilder;
import io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;

/** Streams of the engine with the defaults but for the limits that all clients share. */
final class OurStreams {

    /** What each record costs in the in-flight budget beside its payload, in bytes. */
    private static final int RECORD_OVERHEAD = 256;

    private OurStreams() {}

    static MultiplexedStreamBuilder builder(ClientSettings settings, RecordType type) {
        MultiplexedStreamBuilder builder = MultiplexedStream.builder()
                .endpoint(settings.endpoint())
                .table(ClientSettings.TABLE)
                .options(options(settings, type));
        Tls tls = settings.tls();
        if (tls != null) {
            // Required with TLS; the server accepts all tokens.
            builder.tokenProvider(table -> new Token("benchmark"));
            builder.channelCustomizer((subStream, channel) -> tls.applyTo((NettyChannelBuilder) channel));
        }
        return builder;
    }

    private static StreamOptions options(ClientSettings settings, RecordType type) {
        // Requests are what all clients limit: a tenth more bytes than those take, which is 1.4 GB for a million of 1
        // KB.
        long request = settings.maxRequestSize() + (long) settings.batch() * RECORD_OVERHEAD;
        long bytes = Math.max(64L << 20, settings.inflight() * request / 10 * 11);
        return StreamOptions.builder()
                .recordType(type)
                .subStreams(settings.streams())
                .maxInflightRequests(settings.inflight() * settings.streams())
                .maxInflightSize(bytes * settings.streams())
                .openJitter(Duration.ZERO)
                .silenceTimeout(Duration.ofMinutes(10))
                .build();
    }
}
