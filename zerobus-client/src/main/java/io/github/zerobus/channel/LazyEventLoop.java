package io.github.zerobus.channel;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.AbstractEventExecutorGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One event loop that is created when it is first used. A loop opens descriptors as soon as it exists, and a stream
 * that is built but never opened must not hold any. Its owner ends the loop. Thread-safe if the supplier is.
 */
final class LazyEventLoop extends AbstractEventExecutorGroup implements EventLoopGroup {

    private final Supplier<EventLoop> loop;

    /**
     * Creates a loop that does not exist yet.
     *
     * @param loop creates the loop at the first call, and returns the same one afterwards
     */
    LazyEventLoop(Supplier<EventLoop> loop) {
        this.loop = loop;
    }

    @Override
    public EventLoop next() {
        return loop.get();
    }

    @Override
    public Iterator<EventExecutor> iterator() {
        return List.<EventExecutor>of(next()).iterator();
    }

    @Override
    public ChannelFuture register(Channel channel) {
        return next().register(channel);
    }

    @Override
    public ChannelFuture register(ChannelPromise promise) {
        return next().register(promise);
    }

    @Override
    @Deprecated
    public ChannelFuture register(Channel channel, ChannelPromise promise) {
        return next().register(channel, promise);
    }

    @Override
    public boolean isShuttingDown() {
        return next().isShuttingDown();
    }

    @Override
    public boolean isShutdown() {
        return next().isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return next().isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return next().awaitTermination(timeout, unit);
    }

    @Override
    public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
        return next().shutdownGracefully(quietPeriod, timeout, unit);
    }

    @Override
    public Future<?> terminationFuture() {
        return next().terminationFuture();
    }

    @Override
    @Deprecated
    @SuppressWarnings({"FutureReturnValueIgnored", "InlineMeSuggester"}) // deprecated by Netty; waits for nothing
    public void shutdown() {
        next().shutdownGracefully();
    }
}
