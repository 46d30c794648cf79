package io.github.zerobus.channel;

import io.github.zerobus.StreamOptions;
import io.grpc.ManagedChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/** A channel for each sub-stream, or one for all, pinned to event loops of their own; each is made once. Thread-safe. */
public final class GrpcChannels implements GrpcChannelProvider {

    private final boolean shared;
    private final Maker maker;
    private final GrpcEventLoops loops;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Integer, GrpcChannel> channels = new HashMap<>();

    /**
     * Makes no channel yet.
     *
     * @param name of the stream, for the threads
     * @param maker makes the channels when they are asked for
     */
    public GrpcChannels(String name, StreamOptions options, Maker maker) {
        this.shared = options.sharedChannel();
        this.maker = maker;
        this.loops = new GrpcEventLoops(name, shared ? 1 : options.subStreams());
    }

    /** Makes one channel. */
    @FunctionalInterface
    public interface Maker {

        /**
         * Makes the channel of a sub-stream, without connecting it.
         *
         * @param last must be the last to touch the builder
         */
        ManagedChannel make(int subStream, GrpcChannelCustomizer last);
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
        AtomicReference<Executor> executor = new AtomicReference<>();
        ManagedChannel channel =
                maker.make(subStream, (index, builder) -> executor.set(loops.configure(index, builder)));
        Executor serial = executor.get();
        if (serial == null) {
            throw new IllegalStateException("the channel of sub-stream " + subStream + " was made without its loop");
        }
        return new GrpcChannel(channel, serial);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            channels.values().forEach(channel -> channel.channel().shutdownNow());
            channels.values().forEach(channel -> awaitTermination(channel.channel()));
            loops.close();
        } finally {
            lock.unlock();
        }
    }

    private static void awaitTermination(ManagedChannel channel) {
        try {
            channel.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
