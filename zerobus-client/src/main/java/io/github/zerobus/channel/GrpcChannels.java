package io.github.zerobus.channel;

import io.github.zerobus.Endpoint;
import io.github.zerobus.EngineAccess;
import io.github.zerobus.ProxyRules;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.netty.NettyChannelBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Channels of one stream, each pinned to an event loop of this provider. Applies what every channel to the service
 * needs: user agent, proxy, event loop, and no retries of gRPC's own.
 *
 * <p>A framework that builds channels passes a {@link Factory}; {@link #builder(Endpoint)} builds them on Netty.
 * Channels are created on demand and once. Close the provider after the stream; that ends the channels and the threads.
 *
 * <p>Thread-safe.
 */
public final class GrpcChannels implements GrpcChannelProvider {

    /**
     * Limit of headers and trailers in bytes. gRPC's default of 8 KiB is less than the text with which a service may
     * refuse a record of 2,000 columns, and larger trailers are a retryable failure of the transport.
     */
    private static final int MAX_METADATA = 1 << 18;

    private final boolean shared;
    private final Factory factory;
    private final String userAgent;
    /** Null if gRPC's own detection of a proxy remains in force. */
    private final @Nullable GrpcProxies proxies;

    private final GrpcChannelCustomizer customizer;
    private final TlsLog tlsLog;
    private final GrpcEventLoops loops;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Integer, GrpcChannel> channels = new HashMap<>();

    private GrpcChannels(Builder builder, Factory factory, @Nullable GrpcProxies proxies) {
        this.shared = builder.sharedChannel;
        this.factory = factory;
        this.userAgent = UserAgent.of(builder.applicationName);
        this.proxies = proxies;
        this.customizer = builder.customizer;
        this.tlsLog = new TlsLog(builder.name);
        this.loops = new GrpcEventLoops(builder.name, shared ? 1 : builder.subStreams);
    }

    /**
     * Returns a builder for channels that a factory creates.
     *
     * @param factory creates each channel
     * @return a new builder
     */
    public static Builder builder(Factory factory) {
        return new Builder(factory, null);
    }

    /**
     * Returns a builder for channels on Netty, which trust the certificates that the JVM trusts.
     *
     * @param endpoint address of the service
     * @return a new builder
     */
    public static Builder builder(Endpoint endpoint) {
        return new Builder((subStream, settings) -> netty(endpoint, subStream, settings), endpoint);
    }

    private static ManagedChannel netty(Endpoint endpoint, int subStream, GrpcChannelCustomizer settings) {
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port());
        if (!endpoint.tls()) {
            builder.usePlaintext();
        }
        settings.customize(subStream, builder);
        return builder.build();
    }

    /** Creates channels, for example with the channel factory of a framework. */
    @FunctionalInterface
    public interface Factory {

        /**
         * Creates the channel of a sub-stream without connecting it. Called once for each channel, by the thread that
         * builds the stream.
         *
         * @param subStream index of the sub-stream, 0 for a shared channel
         * @param settings must be applied to the builder of the channel, after everything else
         * @return the channel; this provider shuts it down
         */
        ManagedChannel create(int subStream, GrpcChannelCustomizer settings);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if the factory did not apply the settings
     */
    @Override
    public GrpcChannel channel(int subStream) {
        lock.lock();
        try {
            return channels.computeIfAbsent(shared ? 0 : subStream, this::create);
        } finally {
            lock.unlock();
        }
    }

    private GrpcChannel create(int subStream) {
        AtomicReference<@Nullable Executor> executor = new AtomicReference<>();
        ManagedChannel channel = factory.create(subStream, (index, builder) -> executor.set(configure(index, builder)));
        Executor serial = executor.get();
        if (serial == null) {
            channel.shutdownNow();
            throw new IllegalStateException("the settings of the channel of sub-stream " + subStream
                    + " were not applied; apply them to its builder");
        }
        return new GrpcChannel(channel, serial);
    }

    private Executor configure(int subStream, ManagedChannelBuilder<?> builder) {
        builder.userAgent(userAgent).maxInboundMetadataSize(MAX_METADATA);
        if (proxies != null) {
            builder.proxyDetector(proxies);
        }
        customizer.customize(subStream, builder);
        builder.intercept(tlsLog);
        return loops.configure(subStream, builder);
    }

    /**
     * Shuts down all channels and their threads. Waits two seconds for the channels at most, and two for the threads.
     */
    @Override
    public void close() {
        lock.lock();
        try {
            channels.values().forEach(channel -> channel.channel().shutdownNow());
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
            channels.values().forEach(channel -> awaitTermination(channel.channel(), deadline));
            loops.close();
        } finally {
            lock.unlock();
        }
    }

    private static void awaitTermination(ManagedChannel channel, long deadline) {
        try {
            channel.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Builds {@link GrpcChannels}. Not thread-safe. */
    public static final class Builder {

        private final Factory factory;
        private final @Nullable Endpoint endpoint;
        private String name = "default";
        private int subStreams = 4;
        private boolean sharedChannel;
        private @Nullable String applicationName;
        private @Nullable ProxyRules proxy;
        private GrpcChannelCustomizer customizer = (subStream, builder) -> {};

        private Builder(Factory factory, @Nullable Endpoint endpoint) {
            this.factory = factory;
            this.endpoint = endpoint;
        }

        /**
         * Sets the name of the stream, which the names of the threads contain. Default: {@code default}.
         *
         * @param value name of the stream
         * @return this builder
         */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /**
         * Sets the number of sub-streams. There are as many event loops, but no more than processors. Default: 4.
         *
         * @param value number of sub-streams, 1 or more
         * @return this builder
         */
        public Builder subStreams(int value) {
            subStreams = value;
            return this;
        }

        /**
         * Sets whether all sub-streams share one channel. Default: false.
         *
         * @param value whether the channel is shared
         * @return this builder
         */
        public Builder sharedChannel(boolean value) {
            sharedChannel = value;
            return this;
        }

        /**
         * Sets the application's name in the user agent, after the name and the version of this library. Default: none.
         *
         * @param value name in printable ASCII; null or blank for none
         * @return this builder
         */
        public Builder applicationName(@Nullable String value) {
            applicationName = value;
            return this;
        }

        /**
         * Sets the proxy. Without it the environment variables apply to channels of an endpoint, and gRPC's own
         * detection to those of a factory; the latter is also in force if the rules are {@link ProxyRules#direct()}.
         *
         * @param value the rules
         * @return this builder
         */
        public Builder proxy(ProxyRules value) {
            proxy = value;
            return this;
        }

        /**
         * Sets a customizer for the builder of each channel. It is called after the user agent and the proxy are set
         * and before the event loop is. Default: none.
         *
         * @param value the customizer
         * @return this builder
         */
        public Builder customizer(GrpcChannelCustomizer value) {
            customizer = value;
            return this;
        }

        /**
         * Builds the provider. Creates no channel and no connection.
         *
         * @return the provider; close it after the stream
         * @throws io.github.zerobus.InvalidOptionException if the application's name contains characters that are not
         *     printable ASCII, or the proxy of the environment is invalid
         */
        public GrpcChannels build() {
            return new GrpcChannels(this, factory, proxies());
        }

        private @Nullable GrpcProxies proxies() {
            if (endpoint == null) {
                return proxy == null || EngineAccess.isDirect(proxy) ? null : new GrpcProxies(proxy);
            }
            return new GrpcProxies(proxy != null ? proxy : ProxyRules.environment(endpoint.host()));
        }
    }
}
