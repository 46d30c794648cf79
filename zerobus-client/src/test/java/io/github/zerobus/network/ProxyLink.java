package io.github.zerobus.network;

import io.github.zerobus.network.Traffic.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** One proxied connection: a socket to the client, one to the server, and a thread for each direction. */
final class ProxyLink {

    private final Socket client;
    private final Socket server;
    private final Traffic traffic;
    private volatile boolean silent;

    ProxyLink(Socket client, Socket server, Traffic traffic) {
        this.client = client;
        this.server = server;
        this.traffic = traffic;
    }

    void start() {
        FaultyProxy.thread(() -> pump(client, server, Direction.TO_SERVER));
        FaultyProxy.thread(() -> pump(server, client, Direction.TO_CLIENT));
    }

    private void pump(Socket from, Socket to, Direction direction) {
        byte[] bytes = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            int count;
            while ((count = in.read(bytes)) >= 0) {
                traffic.forward(bytes, count, direction, to.getOutputStream());
            }
            if (!silent) {
                to.shutdownOutput();
            }
        } catch (IOException e) {
            broken();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    /** Closes both sides if one is lost, except for a half-open connection, whose client must not notice. */
    private void broken() {
        if (!silent) {
            close();
        }
    }

    /** Closes both sides gracefully, with FIN. */
    void cut() {
        try {
            client.shutdownOutput();
            server.shutdownOutput();
        } catch (IOException e) {
            // One side is already closed.
        }
        close();
    }

    /** Closes both sides with RST. */
    void reset() {
        try {
            client.setSoLinger(true, 0);
            server.setSoLinger(true, 0);
        } catch (IOException e) {
            // One side is already closed.
        }
        close();
    }

    /** Closes the server side. The client side stays open, but sends and reads nothing. */
    void halfOpen() {
        silent = true;
        close(server);
    }

    void close() {
        close(client);
        close(server);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Already closed.
        }
    }
}
