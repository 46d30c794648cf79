package io.github.zerobus.stream;

import io.github.zerobus.Endpoint;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Channels of a stream that brings none of its own: plain Netty, with the JVM's trust where the endpoint is https. */
final class NettyChannels implements GrpcChannelProvider {

    private final Endpoint endpoint;
    private final boolean shared;
    private final String userAgent;
    private final GrpcChannelCustomizer customizer;
    private final GrpcEventLoops loops;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Integer, GrpcChannel> channels = new HashMap<>();

    NettyChannels(
            String name, Endpoint endpoint, StreamOptions options, String userAgent, GrpcChannelCustomizer customizer) {
        this.endpoint = endpoint;
        this.shared = options.sharedChannel();
        this.userAgent = userAgent;
        this.customizer = customizer;
        this.loops = new GrpcEventLoops(name, shared ? 1 : options.subStreams());
    }

    @Override
    public GrpcChannel channel(int subStream) {
        lock.lock();
        try {
            return channels.computeIfAbsent(shared ? 0 : subStream, this::make);
        } finally {
            lock.unlock();
        }
    }

    private GrpcChannel make(int subStream) {
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port());
        if (!endpoint.tls()) {
            builder.usePlaintext();
        }
        builder.userAgent(userAgent);
        customizer.customize(subStream, builder);
        Executor executor = loops.configure(subStream, builder);
        return new GrpcChannel(builder.build(), executor);
    }

    @Override
    public void close() {
        channels.values().forEach(channel -> channel.channel().shutdownNow());
        for (GrpcChannel channel : channels.values()) {
            awaitTermination(channel.channel());
        }
        loops.close();
    }

    private static void awaitTermination(ManagedChannel channel) {
        try {
            channel.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
