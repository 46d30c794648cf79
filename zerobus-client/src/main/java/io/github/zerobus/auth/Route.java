package io.github.zerobus.auth;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.ProxyRules;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The way to the host of a token request: direct, or through a proxy (docs/protocol.md#1.7).
 *
 * @param target host and port of the request, unresolved
 * @param proxy the HTTP proxy, if there is one
 * @param socks the SOCKS proxy of the JVM's settings, if there is one
 */
record Route(InetSocketAddress target, Optional<EngineAccess.HttpProxy> proxy, Optional<InetSocketAddress> socks) {

    /**
     * Selects a way. The settings of the JVM count if the rules have no proxy at all.
     *
     * @param jvm selector of the JVM, or null if it has none
     */
    static Route of(URI address, ProxyRules rules, @Nullable ProxySelector jvm) {
        InetSocketAddress target = target(address);
        if (!EngineAccess.isDirect(rules)) {
            return new Route(target, EngineAccess.proxyFor(rules, target.getHostString()), Optional.empty());
        }
        Proxy chosen = jvm == null
                ? Proxy.NO_PROXY
                : jvm.select(address).stream().findFirst().orElse(Proxy.NO_PROXY);
        Optional<InetSocketAddress> at = chosen.address() instanceof InetSocketAddress found
                ? Optional.of(InetSocketAddress.createUnresolved(found.getHostString(), found.getPort()))
                : Optional.empty();
        return chosen.type() == Proxy.Type.SOCKS
                ? new Route(target, Optional.empty(), at)
                : new Route(target, at.map(Route::withoutCredentials), Optional.empty());
    }

    private static EngineAccess.HttpProxy withoutCredentials(InetSocketAddress at) {
        return new EngineAccess.HttpProxy(at, Optional.empty(), Optional.empty());
    }

    private static InetSocketAddress target(URI address) {
        String host = address.getHost().replaceAll("[\\[\\]]", "");
        int port =
                address.getPort() >= 0 ? address.getPort() : address.getScheme().equals("https") ? 443 : 80;
        return InetSocketAddress.createUnresolved(host, port);
    }

    /** The host to connect to, unresolved. */
    InetSocketAddress hop() {
        return proxy.map(EngineAccess.HttpProxy::address).or(() -> socks).orElse(target);
    }

    boolean isDirect() {
        return proxy.isEmpty() && socks.isEmpty();
    }

    /** Returns what opens the tunnel through the proxy at a resolved address; empty for a direct way. */
    Optional<ProxyHandler> tunnel(InetSocketAddress resolved) {
        return proxy.<ProxyHandler>map(at -> at.user()
                        .map(user -> new HttpProxyHandler(
                                resolved, user, at.password().orElse("")))
                        .orElseGet(() -> new HttpProxyHandler(resolved)))
                .or(() -> socks.map(at -> new Socks5ProxyHandler(resolved)));
    }

    /** What must not be shown of the proxy's credentials. */
    List<String> secrets() {
        return proxy.stream()
                .flatMap(at -> Stream.concat(
                        at.password().stream(),
                        at.user().map(user -> user + ":" + at.password().orElse("")).stream()
                                .map(pair ->
                                        Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))))
                .toList();
    }
}
