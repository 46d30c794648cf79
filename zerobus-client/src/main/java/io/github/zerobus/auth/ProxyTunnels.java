package io.github.zerobus.auth;

import io.github.zerobus.EngineAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Creates sockets for an HTTPS connection of the JDK that are tunnels through a proxy. The JDK's own proxy support
 * sends no credentials: it disables Basic authentication for tunnels unless a system property of the whole JVM allows
 * it.
 */
final class ProxyTunnels extends SSLSocketFactory {

    private final EngineAccess.HttpProxy proxy;
    private final SSLSocketFactory tls;

    ProxyTunnels(EngineAccess.HttpProxy proxy, SSLSocketFactory tls) {
        this.proxy = proxy;
        this.tls = tls;
    }

    /** Called first by the connection, which connects the socket and adds TLS with the next method. */
    @Override
    public Socket createSocket() {
        return new TunnelSocket(proxy);
    }

    @Override
    public Socket createSocket(Socket tunnel, String host, int port, boolean autoClose) throws IOException {
        return tls.createSocket(tunnel, host, port, autoClose);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new IOException("only tunnels are supported");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket(host.getHostName(), port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return tls.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return tls.getSupportedCipherSuites();
    }
}
