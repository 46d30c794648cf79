package io.github.zerobus.embedded.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The accepted TCP connections, so that they can be counted and reset below gRPC. Thread-safe. */
public final class Connections {

    private final AtomicInteger accepted = new AtomicInteger();
    private final Map<SocketAddress, Channel> open = new ConcurrentHashMap<>();

    ServerChannel newServerChannel() {
        return new NioServerSocketChannel() {
            @Override
            protected int doReadMessages(List<Object> children) throws Exception {
                int count = super.doReadMessages(children);
                for (int i = children.size() - Math.max(count, 0); i < children.size(); i++) {
                    track((Channel) children.get(i));
                }
                return count;
            }
        };
    }

    private void track(Channel channel) {
        accepted.incrementAndGet();
        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRegistered(ChannelHandlerContext context) {
                // Not earlier, since a connection without an event loop cannot be reset.
                opened(context.channel());
                context.fireChannelRegistered();
                context.pipeline().remove(this);
            }
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a listener has no result
    private void opened(Channel channel) {
        SocketAddress peer = channel.remoteAddress();
        if (peer != null) {
            open.put(peer, channel);
            channel.closeFuture().addListener(closed -> open.remove(peer));
        }
    }

    /** Returns the number of connections accepted so far. */
    public int accepted() {
        return accepted.get();
    }

    /** Returns the number of open connections. */
    public int open() {
        return open.size();
    }

    /** Returns the open connection of a peer. */
    public Optional<Channel> of(SocketAddress peer) {
        return Optional.ofNullable(open.get(peer));
    }

    void dropAll() {
        open.values().forEach(Http2Line::drop);
    }
}
