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

    /** An end is gone, so the other one goes; but a half-open connection is one where just that is never told. */
    private void broken() {
        if (!silent) {
            close();
        }
    }

    /** Ends both sides in order, as a peer that says good-bye. */
    void cut() {
        try {
            client.shutdownOutput();
            server.shutdownOutput();
        } catch (IOException e) {
            // One side is gone already.
        }
        close();
    }

    /** Ends both sides with RST. */
    void reset() {
        try {
            client.setSoLinger(true, 0);
            server.setSoLinger(true, 0);
        } catch (IOException e) {
            // One side is gone already.
        }
        close();
    }

    /** The server side ends; towards the client the connection stays open, says nothing and takes nothing. */
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
            // Nothing is left to close.
        }
    }
}
