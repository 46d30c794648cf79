package io.github.zerobus.auth;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.ForeignText;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;

/** A socket that connects to its target through the HTTP CONNECT of a proxy (docs/protocol.md#1.7). */
final class TunnelSocket extends Socket {

    private static final int MAX_HEAD_BYTES = 16_384;

    private final EngineAccess.HttpProxy proxy;

    TunnelSocket(EngineAccess.HttpProxy proxy) {
        this.proxy = proxy;
    }

    /** Connects to the proxy and opens the tunnel. The time limit applies to both, one after the other. */
    @Override
    public void connect(SocketAddress target, int timeoutMillis) throws IOException {
        if (!(target instanceof InetSocketAddress address)) {
            throw new IOException("the target of a tunnel must be a host and a port");
        }
        InetSocketAddress at = proxy.address();
        try {
            super.connect(new InetSocketAddress(at.getHostString(), at.getPort()), timeoutMillis);
            setSoTimeout(timeoutMillis);
            getOutputStream().write(request(address).getBytes(StandardCharsets.US_ASCII));
            String head = readHead(getInputStream());
            if (!head.matches("(?s)HTTP/1\\.[01] 2\\d\\d\\b.*")) {
                throw new IOException(
                        "its response was '" + shown(head.lines().findFirst().orElse("")) + "'");
            }
            setSoTimeout(0);
        } catch (IOException e) {
            close();
            throw EngineAccess.proxyFailure(
                    "the proxy at " + at.getHostString() + ":" + at.getPort() + " did not open a tunnel: "
                            + e.getMessage(),
                    e);
        }
    }

    private String shown(String line) {
        return ForeignText.of(
                line,
                Stream.concat(proxy.password().stream(), credentials().stream()).toList());
    }

    private String request(InetSocketAddress target) {
        String authority = target.getHostString() + ":" + target.getPort();
        String request = "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n";
        return request
                + credentials()
                        .map(text -> "Proxy-Authorization: Basic " + text + "\r\n")
                        .orElse("") + "\r\n";
    }

    private Optional<String> credentials() {
        return proxy.user()
                .map(user -> user + ":" + proxy.password().orElse(""))
                .map(text -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Reads byte by byte, since the bytes after the head belong to the tunnel. */
    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            int next = in.read();
            if (next < 0 || head.length() == MAX_HEAD_BYTES) {
                throw new IOException("its response is not HTTP");
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
