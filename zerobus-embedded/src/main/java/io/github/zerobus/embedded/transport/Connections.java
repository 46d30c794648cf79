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

/** Keeps track of accepted TCP connections, so that they can be counted and cut under gRPC. */
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
                // Not before: a connection without an event loop cannot be cut.
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

    public int accepted() {
        return accepted.get();
    }

    public int open() {
        return open.size();
    }

    /** The connection of a peer, if it is open. */
    public Optional<Channel> of(SocketAddress peer) {
        return Optional.ofNullable(open.get(peer));
    }

    void dropAll() {
        open.values().forEach(Http2Line::drop);
    }
}
