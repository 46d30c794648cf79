package io.github.zerobus.benchmarks.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One side of a connection: data received here is sent to the other side after a delay. The buffer needs no limit,
 * since the HTTP/2 windows of both ends bound it.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the other side
final class DelayedSide extends ChannelInboundHandlerAdapter {

    private final @Nullable InetSocketAddress target;
    private final long nanos;
    private @Nullable Channel other;

    /** The client's side, which opens the server's side. */
    DelayedSide(InetSocketAddress target, long nanos) {
        this.target = target;
        this.nanos = nanos;
    }

    private DelayedSide(Channel other, long nanos) {
        this.target = null;
        this.other = other;
        this.nanos = nanos;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (target == null) {
            return;
        }
        Channel here = context.channel();
        ChannelFuture connected = new Bootstrap()
                .group(here.eventLoop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new DelayedSide(here, nanos))
                .connect(target);
        other = connected.channel();
        connected.addListener(done -> {
            if (done.isSuccess()) {
                here.config().setAutoRead(true);
                here.read();
            } else {
                here.close();
            }
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        Channel to = other();
        context.channel().eventLoop().schedule(() -> to.writeAndFlush(bytes), nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Channel to = other();
        context.channel().eventLoop().schedule(() -> to.close(), nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    private Channel other() {
        Channel to = other;
        if (to == null) {
            throw new IllegalStateException("received data before the other side was opened");
        }
        return to;
    }
}
