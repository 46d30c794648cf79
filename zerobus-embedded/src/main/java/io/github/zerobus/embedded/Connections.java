package io.github.zerobus.embedded;

import io.netty.channel.Channel;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** The connection of a peer, if it is open. */
    Optional<Channel> of(SocketAddress peer) {
        return Optional.ofNullable(open.get(peer));
    }

    void dropAll() {
        open.values().forEach(Http2Line::drop);
    }
}
