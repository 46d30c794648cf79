package io.github.zerobus.conformance;

import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** HTTP proxy that connects every tunnel to one local port and records the last request. */
public final class ConnectProxy implements AutoCloseable {

    private final ServerSocket listening;
    private final int target;
    private volatile String request = "";
    private volatile String status = "200 OK";

    public ConnectProxy(int target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Sets the status line of the answers from now on; the tunnel opens only for 200. */
    public void answer(String value) {
        status = value;
    }

    public String request() {
        return request;
    }

    static SslContext trusting(EmbeddedZerobusServer server) {
        try {
            return GrpcSslContexts.forClient()
                    .trustManager(server.certificate().orElseThrow())
                    .build();
        } catch (javax.net.ssl.SSLException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() throws IOException {
        while (!listening.isClosed()) {
            Socket client = listening.accept();
            daemon(() -> tunnel(client));
        }
    }

    private void tunnel(Socket client) throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = client.getInputStream();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        request = head.toString();
        String answer = status;
        client.getOutputStream().write(("HTTP/1.1 " + answer + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        if (!answer.startsWith("200")) {
            client.close();
            return;
        }
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        daemon(() -> {
            try (client) {
                server.getInputStream().transferTo(client.getOutputStream());
            }
        });
        in.transferTo(server.getOutputStream());
        server.close();
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void daemon(Step step) {
        Thread thread = new Thread(() -> {
            try {
                step.run();
            } catch (IOException e) {
                // The connection or the proxy was closed.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
