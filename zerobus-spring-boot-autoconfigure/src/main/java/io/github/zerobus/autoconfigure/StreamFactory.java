package io.github.zerobus.autoconfigure;

import io.github.zerobus.InvalidOptionException;
import io.github.zerobus.RecordType;
import io.github.zerobus.stream.GrpcChannelProvider;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.MultiplexedStreamBuilder;
import io.github.zerobus.stream.StreamListener;
import io.github.zerobus.stream.StreamOptions;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;

/** Makes the default stream; opens nothing. */
record StreamFactory(
        ZerobusProperties properties, StreamOptions options, ZerobusCredentials credentials, ChannelSettings settings) {

    MultiplexedStream create(
            @Nullable GrpcChannelProvider channels,
            List<StreamListener> listeners,
            RecordMessage message,
            CallbackExecutor callbackExecutor) {
        String table = properties.getTable();
        if (table == null || table.isBlank()) {
            throw new InvalidOptionException("table", "'" + table + "'", "name it as catalog.schema.table");
        }
        MultiplexedStreamBuilder builder = MultiplexedStream.builder()
                .table(table)
                .options(options)
                .endpoint(settings.endpoint().toString())
                .proxy(settings.proxies())
                .channelCustomizer(this::customize);
        if (channels != null) {
            builder.channels(channels);
        }
        listeners.forEach(builder::listener);
        if (options.recordType() == RecordType.PROTO) {
            builder.descriptor(message.requiredDescriptor());
        }
        credentials.applyTo(builder);
        callbackExecutor.applyTo(builder);
        return builder.build();
    }

    /** For channels that the stream makes itself, where there is no factory of Boot's. */
    private void customize(int subStream, io.grpc.ManagedChannelBuilder<?> builder) {
        SslBundle bundle = settings.bundle();
        if (bundle != null && builder instanceof NettyChannelBuilder netty) {
            try {
                netty.sslContext(GrpcSslContexts.forClient()
                        .keyManager(bundle.getManagers().getKeyManagerFactory())
                        .trustManager(bundle.getManagers().getTrustManagerFactory())
                        .build());
            } catch (SSLException e) {
                throw new ZerobusConfigurationException(
                        "The SSL bundle of zerobus.ssl.bundle cannot be used: " + e.getMessage(),
                        "Correct the bundle, or remove zerobus.ssl.bundle to trust what the JVM trusts.");
            }
        }
        settings.apply(subStream, builder);
    }
}
