package io.github.zerobus.benchmarks.proxy;

import io.github.zerobus.benchmarks.process.Arguments;
import io.github.zerobus.benchmarks.process.Parent;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A TCP proxy that delays all data by half a round trip in each direction. Used where the kernel has no netem. */
public final class ProxyProcess {

    private ProxyProcess() {}

    public static void main(String[] args) throws InterruptedException {
        Parent.watch();
        Arguments arguments = Arguments.parse(args);
        InetSocketAddress target =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), arguments.integer("targetPort"));
        long nanos = (long) (arguments.number("roundTripMillis") * 1e6 / 2);
        Parent.answer("READY", Arguments.none().with("port", listen(target, nanos)));
        Parent.stay();
    }

    private static int listen(InetSocketAddress target, long nanos) throws InterruptedException {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                // Reading starts when the other side is connected.
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new DelayedSide(target, nanos));
                    }
                });
        InetSocketAddress bound = (InetSocketAddress) bootstrap
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel()
                .localAddress();
        return bound.getPort();
    }
}
