package io.github.zerobus.auth;

import io.github.zerobus.ForeignText;
import io.github.zerobus.ProxyRules;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * Sends single requests over HTTP/1.1, each over a connection and a thread of its own, which end with it. One limit
 * covers all: settings, names, connection, proxy, TLS and response. Usually there is one request an hour.
 *
 * <p>Netty is used, since it logs no headers. Both clients of the JDK log them at low levels; the older one has no
 * limit for a whole request, and the newer one cannot be closed in JDK 17.
 */
final class HttpClient {

    private static final int MAX_TOKEN_BYTES = 65_536;

    private final ProxyRules proxies;
    private final HttpExchange.Setup<SSLContext> tls;
    private final AddressResolverGroup<InetSocketAddress> names;
    private final Duration limit;

    HttpClient(ProxyRules proxies, HttpExchange.Setup<SSLContext> tls, Duration limit) {
        this(proxies, tls, DefaultAddressResolverGroup.INSTANCE, limit);
    }

    HttpClient(
            ProxyRules proxies,
            HttpExchange.Setup<SSLContext> tls,
            AddressResolverGroup<InetSocketAddress> names,
            Duration limit) {
        this.proxies = proxies;
        this.tls = tls;
        this.names = names;
        this.limit = limit;
    }

    /**
     * Posts a body and returns the response.
     *
     * @throws IOException if there is no response within the time limit; the message says what was missing
     */
    HttpReply post(URI address, Map<String, String> headers, byte[] body) throws IOException {
        FullHttpRequest request = request(HttpMethod.POST, address, headers, body);
        request.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        return send(address, request, MAX_TOKEN_BYTES);
    }

    /**
     * Gets a resource.
     *
     * @param maxBodyBytes limit of the response
     * @throws IOException if there is no response within the time limit; the message says what was missing
     */
    HttpReply get(URI address, Map<String, String> headers, int maxBodyBytes) throws IOException {
        return send(address, request(HttpMethod.GET, address, headers, new byte[0]), maxBodyBytes);
    }

    private HttpReply send(URI address, FullHttpRequest request, int maxBodyBytes) throws IOException {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("zerobus-token-http", true), NioIoHandler.newFactory());
        try {
            EventLoop loop = loops.next();
            HttpExchange exchange = new HttpExchange(loop, request, maxBodyBytes, names);
            boolean encrypted = "https".equals(address.getScheme());
            // On the loop, since lookups of names and a selector of the application may block.
            loop.execute(() -> exchange.start(
                    () -> Route.of(address, proxies, ProxySelector.getDefault()), encrypted ? tls : null));
            return exchange.await(limit);
        } finally {
            // Closes the connection. Does not wait for a lookup that hangs.
            Future<?> unused = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    /** The first cause says more than the type around it, such as an expired certificate. */
    static String reason(IOException failure, List<String> secrets) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String type =
                root.getClass() == IOException.class ? "" : root.getClass().getSimpleName() + ": ";
        return type + ForeignText.of(root.getMessage(), secrets);
    }

    private static FullHttpRequest request(HttpMethod method, URI address, Map<String, String> headers, byte[] body) {
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, method, address.getRawPath(), Unpooled.wrappedBuffer(body));
        request.headers()
                .set(HttpHeaderNames.HOST, host(address))
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        headers.forEach(request.headers()::set);
        return request;
    }

    /** Without the default port, which the host names of some gateways do not match. */
    private static String host(URI address) {
        int usual = "https".equals(address.getScheme()) ? 443 : 80;
        return address.getPort() == usual || address.getPort() < 0
                ? address.getHost()
                : address.getHost() + ":" + address.getPort();
    }
}
