package io.github.zerobus.channel;

import io.github.zerobus.engine.time.EngineThread;
import io.github.zerobus.engine.time.SerialExecutor;
import io.grpc.ManagedChannelBuilder;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which a stream's sub-streams and channels live: as many event loops as there are sub-streams, but no
 * more than processors. Each channel is pinned to one loop, which so becomes the serial executor of its sub-streams.
 * Uses epoll where there is one. Thread-safe.
 */
public final class GrpcEventLoops implements AutoCloseable {

    private final MultiThreadIoEventLoopGroup group;
    private final Class<? extends Channel> channelType;
    private final List<EventLoop> loops = new ArrayList<>();

    /**
     * Makes the loops; their threads start with the first channel that needs them.
     *
     * @param name of the stream, for the threads
     * @param subStreams how many channels there will be at most
     */
    public GrpcEventLoops(String name, int subStreams) {
        boolean epoll = Epoll.isAvailable();
        int size = Math.min(subStreams, Runtime.getRuntime().availableProcessors());
        group = new MultiThreadIoEventLoopGroup(
                size,
                EngineThread.factory("zerobus-" + name + "-loop", LoopThread::new),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        channelType = epoll ? EpollSocketChannel.class : NioSocketChannel.class;
        for (EventExecutor executor : group) {
            loops.add((EventLoop) executor);
        }
    }

    /**
     * Settings that every channel of a stream needs: its loop; {@code pick_first}, since several addresses of one name
     * must not mean several connections; no retries of gRPC's own, since ours know what was acked. Must be the last to
     * touch the builder.
     *
     * @param subStream index of the sub-stream, 0 where the channel is shared
     * @return the serial executor of the sub-streams that use the channel
     */
    public Executor configure(int subStream, ManagedChannelBuilder<?> builder) {
        EventLoop loop = loops.get(subStream % loops.size());
        builder.defaultLoadBalancingPolicy("pick_first").disableRetry().directExecutor();
        if (builder instanceof NettyChannelBuilder netty) {
            netty.eventLoopGroup(loop).channelType(channelType);
            return loop;
        }
        // In-process and shaded transports bring threads of their own; order is then ours to keep.
        return new SerialExecutor(loop);
    }

    /** Ends the threads; after the channels, which would fail without their loop. Waits two seconds at most. */
    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
