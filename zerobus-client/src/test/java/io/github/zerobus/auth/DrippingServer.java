package io.github.zerobus.auth;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Answers each connection with a text, and with another one again and again until the client has gone. */
final class DrippingServer implements AutoCloseable {

    private final ServerSocket listening;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private volatile byte[] start = {};
    private volatile byte[] more = {};

    DrippingServer() throws IOException {
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread acceptor = new Thread(this::accept);
        acceptor.setDaemon(true);
        acceptor.start();
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Number of connections that the client has not ended. */
    int open() {
        return connections.size();
    }

    void answer(String first, String then) {
        start = first.getBytes(StandardCharsets.ISO_8859_1);
        more = then.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                serve(listening.accept());
            } catch (IOException e) {
                // The test or the client has ended.
            }
        }
    }

    private void serve(Socket client) throws IOException {
        connections.add(client);
        client.getInputStream().read(new byte[10_000]);
        client.getOutputStream().write(start);
        ScheduledFuture<?> unused = timer.scheduleAtFixedRate(() -> drip(client), 20, 20, TimeUnit.MILLISECONDS);
    }

    private void drip(Socket client) {
        try {
            client.getOutputStream().write(more);
        } catch (IOException e) {
            connections.remove(client);
            throw new IllegalStateException("ends this task", e);
        }
    }

    @Override
    public void close() throws IOException {
        timer.shutdownNow();
        listening.close();
        for (Socket client : connections) {
            client.close();
        }
    }
}
