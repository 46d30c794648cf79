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
 * Event loops of one stream: one for each sub-stream, but no more than processors. Each channel is pinned to one loop,
 * which is therefore the serial executor of its sub-streams. Uses epoll where it is available. Thread-safe.
 */
final class GrpcEventLoops {

    private final MultiThreadIoEventLoopGroup group;
    private final Class<? extends Channel> channelType;
    private final List<EventLoop> loops = new ArrayList<>();

    /**
     * Creates the loops; the thread of a loop starts with the first channel that uses it.
     *
     * @param name of the stream, for the names of the threads
     * @param subStreams maximum number of channels
     */
    GrpcEventLoops(String name, int subStreams) {
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
     * Applies what every channel needs: its loop; {@code pick_first}, since several addresses of one name must not lead
     * to several connections; no retries of gRPC, which does not know what was acked. Must be the last change of the
     * builder.
     *
     * @param subStream index of the sub-stream, 0 for a shared channel
     * @return the serial executor of the sub-streams that use the channel
     */
    Executor configure(int subStream, ManagedChannelBuilder<?> builder) {
        EventLoop loop = loops.get(subStream % loops.size());
        builder.defaultLoadBalancingPolicy("pick_first").disableRetry().directExecutor();
        if (builder instanceof NettyChannelBuilder netty) {
            netty.eventLoopGroup(loop).channelType(channelType);
            return loop;
        }
        // In-process and shaded transports use their own threads, so the order of tasks must be kept here.
        return new SerialExecutor(loop);
    }

    /** Ends the threads. Close the channels first, since they need their loop for it. Waits two seconds at most. */
    void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
