package io.github.zerobus.network;

import io.github.zerobus.network.Traffic.Direction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * TCP proxy on the loopback address that injects network faults below gRPC and TLS. Cut, reset and half-open affect
 * existing connections. Stall and drip affect all connections, including new ones, until {@link #heal()}.
 */
final class FaultyProxy implements AutoCloseable {

    private final int target;
    private final ServerSocket listener;
    private final Traffic traffic = new Traffic();
    private final Queue<ProxyLink> links = new ConcurrentLinkedQueue<>();
    private final AtomicInteger accepted = new AtomicInteger();

    private FaultyProxy(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        thread(this::accept);
    }

    static FaultyProxy to(int port) {
        try {
            return new FaultyProxy(port);
        } catch (IOException e) {
            throw new UncheckedIOException("the proxy cannot listen", e);
        }
    }

    static void thread(Runnable work) {
        Thread thread = new Thread(work, "faulty-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Returns the number of connections accepted so far. */
    int accepted() {
        return accepted.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                link(listener.accept());
            } catch (IOException e) {
                // The proxy was closed, or the client disconnected early.
            }
        }
    }

    @SuppressWarnings("AddressSelection") // the loopback address has one form here
    private void link(Socket client) throws IOException {
        accepted.incrementAndGet();
        try {
            client.setTcpNoDelay(true);
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            server.setTcpNoDelay(true);
            ProxyLink link = new ProxyLink(client, server, traffic);
            links.add(link);
            link.start();
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    void cut() {
        links.forEach(ProxyLink::cut);
        links.clear();
    }

    void reset() {
        links.forEach(ProxyLink::reset);
        links.clear();
    }

    void halfOpen() {
        links.forEach(ProxyLink::halfOpen);
    }

    void stall(Direction... directions) {
        traffic.stall(Set.of(directions));
    }

    void drip() {
        traffic.drip();
    }

    /** Ends stall and drip. Closed connections stay closed. */
    void heal() {
        traffic.heal();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        links.forEach(ProxyLink::close);
        traffic.heal();
    }
}
