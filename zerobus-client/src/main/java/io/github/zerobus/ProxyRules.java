package io.github.zerobus;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Through which HTTP proxy a host is reached (protocol 1.7). TLS is between client and service all the same: the proxy
 * only makes a tunnel. Hosts of this machine are never proxied. Immutable; shows no credentials.
 */
public final class ProxyRules {

    private static final List<String> PROXY_VARIABLES =
            List.of("grpc_proxy", "GRPC_PROXY", "https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY");
    private static final List<String> NO_PROXY_VARIABLES =
            List.of("no_grpc_proxy", "NO_GRPC_PROXY", "no_proxy", "NO_PROXY");
    private static final ProxyRules DIRECT = new ProxyRules(null, List.of());

    private final @Nullable Proxy proxy;
    private final List<String> exceptions;

    private ProxyRules(@Nullable Proxy proxy, List<String> exceptions) {
        this.proxy = proxy;
        this.exceptions = exceptions;
    }

    /**
     * A proxy.
     *
     * @param address not looked up yet
     * @param user empty if it asks for none
     */
    public record Proxy(InetSocketAddress address, Optional<String> user, Optional<String> password) {

        @Override
        public String toString() {
            return "Proxy[" + address.getHostString() + ":" + address.getPort() + "]";
        }
    }

    /** No proxy for anybody. */
    public static ProxyRules direct() {
        return DIRECT;
    }

    /** As the environment of this process says; see {@link #from(Map)}. */
    public static ProxyRules environment() {
        return from(System.getenv());
    }

    /** As variables say, for one host: one that cannot be used is no trouble where no proxy is needed. */
    public static ProxyRules from(Map<String, String> environment, String host) {
        return Endpoint.isLoopback(host) ? DIRECT : from(environment);
    }

    /**
     * As variables say: the first that is not empty of {@code grpc_proxy}, {@code GRPC_PROXY}, {@code https_proxy},
     * {@code HTTPS_PROXY}, {@code http_proxy} and {@code HTTP_PROXY}, but for the hosts in {@code no_grpc_proxy},
     * {@code NO_GRPC_PROXY}, {@code no_proxy} or {@code NO_PROXY}.
     *
     * @throws InvalidOptionException if the address cannot be used; the message has no credentials
     */
    public static ProxyRules from(Map<String, String> environment) {
        Function<List<String>, String> first = names -> names.stream()
                .map(environment::get)
                .filter(Objects::nonNull)
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElse("");
        String address = first.apply(PROXY_VARIABLES);
        return address.isEmpty()
                ? DIRECT
                : of(address, Arrays.asList(first.apply(NO_PROXY_VARIABLES).split(",", -1)));
    }

    /**
     * One proxy for all hosts but some.
     *
     * @param address {@code http://[user:password@]host[:port]}; without a port, 80
     * @param noProxy names that, like all names under them, are reached directly; {@code *} is all
     * @throws InvalidOptionException if the address cannot be used; the message has no credentials
     */
    public static ProxyRules of(String address, List<String> noProxy) {
        List<String> exceptions = noProxy.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\.", ""))
                .filter(name -> !name.isEmpty())
                .toList();
        return new ProxyRules(parse(address.strip()), exceptions);
    }

    private static Proxy parse(String address) {
        URI uri;
        try {
            uri = URI.create(address.contains("://") ? address : "http://" + address);
        } catch (IllegalArgumentException e) {
            throw invalid("not an address");
        }
        if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
            throw invalid(uri.getScheme() + "://" + uri.getHost());
        }
        String[] user = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        InetSocketAddress target =
                InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort());
        return new Proxy(target, part(user, 0), part(user, 1));
    }

    private static Optional<String> part(String[] parts, int index) {
        return index < parts.length
                ? Optional.of(URLDecoder.decode(parts[index].replace("+", "%2B"), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private static InvalidOptionException invalid(String what) {
        return new InvalidOptionException(
                "proxy.url",
                what,
                "it looks like http://host:port; proxies that are spoken to over TLS are not supported");
    }

    /** Whether there is no proxy for anybody. */
    public boolean isDirect() {
        return proxy == null;
    }

    /** The proxy for a host; empty if it is reached directly. */
    public Optional<Proxy> proxyFor(String host) {
        return proxy == null || Endpoint.isLoopback(host) || isException(host.toLowerCase(Locale.ROOT))
                ? Optional.empty()
                : Optional.of(proxy);
    }

    private boolean isException(String host) {
        return exceptions.stream().anyMatch(name -> name.equals("*") || host.equals(name) || host.endsWith("." + name));
    }

    @Override
    public String toString() {
        return proxy == null ? "ProxyRules[direct]" : "ProxyRules[" + proxy + ", except " + exceptions + "]";
    }
}
