package io.github.zerobus.channel;

import com.google.errorprone.annotations.concurrent.GuardedBy;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Event loops of one stream: one for each sub-stream, but no more than processors. Each channel is pinned to one loop,
 * which is therefore the serial executor of its sub-streams. Uses epoll where it is available. Loops are created when
 * the first channel connects. Thread-safe.
 */
final class GrpcEventLoops {

    private final boolean epoll = Epoll.isAvailable();
    private final String name;
    private final List<LazyEventLoop> loops = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private @Nullable MultiThreadIoEventLoopGroup group;

    @GuardedBy("lock")
    private final List<EventLoop> created = new ArrayList<>();

    @GuardedBy("lock")
    private boolean closed;

    /**
     * Prepares the loops; opens nothing.
     *
     * @param name of the stream, for the names of the threads
     * @param subStreams maximum number of channels
     */
    GrpcEventLoops(String name, int subStreams) {
        this.name = name;
        int size = Math.min(subStreams, Runtime.getRuntime().availableProcessors());
        for (int index = 0; index < size; index++) {
            loops.add(lazyLoop(index));
        }
    }

    private LazyEventLoop lazyLoop(int index) {
        AtomicReference<@Nullable EventLoop> cached = new AtomicReference<>();
        return new LazyEventLoop(() -> {
            EventLoop loop = cached.get();
            if (loop == null) {
                loop = created(index);
                cached.set(loop);
            }
            return loop;
        });
    }

    private EventLoop created(int index) {
        lock.lock();
        try {
            if (group == null) {
                if (closed) {
                    throw new RejectedExecutionException("the channels of stream '" + name + "' are closed");
                }
                group = new MultiThreadIoEventLoopGroup(
                        loops.size(),
                        EngineThread.factory("zerobus-" + name + "-loop", LoopThread::new),
                        epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
                group.forEach(loop -> created.add((EventLoop) loop));
            }
            return created.get(index);
        } finally {
            lock.unlock();
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
        LazyEventLoop loop = loops.get(subStream % loops.size());
        builder.defaultLoadBalancingPolicy("pick_first").disableRetry().directExecutor();
        if (builder instanceof NettyChannelBuilder netty) {
            netty.eventLoopGroup(loop).channelFactory(this::newConnection);
            return loop;
        }
        // In-process and shaded transports use their own threads, so the order of tasks must be kept here.
        return new SerialExecutor(loop);
    }

    private Channel newConnection() {
        return ConnectionLimits.limited(epoll ? new EpollSocketChannel() : new NioSocketChannel());
    }

    /** Ends the threads. Close the channels first, since they need their loop for it. Waits two seconds at most. */
    void close() {
        MultiThreadIoEventLoopGroup ending;
        lock.lock();
        try {
            closed = true;
            ending = group;
        } finally {
            lock.unlock();
        }
        if (ending != null) {
            ending.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
        }
    }
}
