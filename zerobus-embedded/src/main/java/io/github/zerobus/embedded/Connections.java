package io.github.zerobus.embedded;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps track of accepted TCP connections, so that they can be counted and cut under gRPC. */
final class Connections {

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

    @SuppressWarnings("FutureReturnValueIgnored") // a listener has no result
    private void track(Channel channel) {
        SocketAddress peer = channel.remoteAddress();
        if (peer != null) {
            accepted.incrementAndGet();
            open.put(peer, channel);
            channel.closeFuture().addListener(closed -> open.remove(peer));
        }
    }

    int accepted() {
        return accepted.get();
    }

    int open() {
        return open.size();
    }

    /** Resets the connection of a peer, under the pipeline: gRPC's handlers would say good-bye and wait for calls. */
    void drop(SocketAddress peer) {
        Channel channel = open.get(peer);
        if (channel != null) {
            channel.eventLoop().execute(() -> {
                if (channel.isOpen()) {
                    channel.config().setOption(ChannelOption.SO_LINGER, 0);
                    channel.unsafe().close(channel.voidPromise());
                }
            });
        }
    }

    void dropAll() {
        open.keySet().forEach(this::drop);
    }
}
