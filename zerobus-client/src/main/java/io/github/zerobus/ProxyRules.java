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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Selects the HTTP proxy for a host (docs/protocol.md#1.7). The proxy only opens a tunnel: TLS is between the client
 * and the service. Loopback hosts never use a proxy. Immutable and thread-safe; {@code toString} shows no credentials.
 */
public final class ProxyRules {

    private static final List<String> PROXY_VARIABLES =
            List.of("grpc_proxy", "GRPC_PROXY", "https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY");
    private static final List<String> NO_PROXY_VARIABLES =
            List.of("no_grpc_proxy", "NO_GRPC_PROXY", "no_proxy", "NO_PROXY");
    private static final ProxyRules DIRECT = new ProxyRules(null, null, null, List.of());

    /** Unresolved; null for direct connections. */
    private final @Nullable InetSocketAddress address;

    private final @Nullable String user;
    private final @Nullable String password;
    private final List<String> exceptions;

    private ProxyRules(
            @Nullable InetSocketAddress address,
            @Nullable String user,
            @Nullable String password,
            List<String> exceptions) {
        this.address = address;
        this.user = user;
        this.password = password;
        this.exceptions = exceptions;
    }

    /**
     * Returns rules without a proxy.
     *
     * @return the same object at each call
     */
    public static ProxyRules direct() {
        return DIRECT;
    }

    /**
     * Returns the rules of the environment variables of this process, for a client that connects to one host. The proxy
     * is the first variable that is not blank of {@code grpc_proxy}, {@code GRPC_PROXY}, {@code https_proxy},
     * {@code HTTPS_PROXY}, {@code http_proxy} and {@code HTTP_PROXY}. The hosts in {@code no_grpc_proxy},
     * {@code NO_GRPC_PROXY}, {@code no_proxy} or {@code NO_PROXY} are connected directly.
     *
     * @param host the host to connect to; the variables are not read for a loopback host
     * @return the rules
     * @throws InvalidOptionException if the address of the proxy is invalid; the message contains no credentials
     */
    public static ProxyRules environment(String host) {
        return environment(System.getenv(), host);
    }

    static ProxyRules environment(Map<String, String> variables, String host) {
        if (Endpoint.isLoopback(host)) {
            return DIRECT;
        }
        Function<List<String>, String> first = names -> names.stream()
                .map(variables::get)
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
     * Returns rules with one proxy for all hosts but exceptions.
     *
     * @param address {@code [http://][user:password@]host[:port]}; the port is 80 if it is missing, and user and
     *     password are URL-encoded
     * @param noProxy host names that are connected directly, like all names below them; {@code *} stands for all
     * @return the rules
     * @throws InvalidOptionException if the address is invalid; the message contains no credentials
     */
    public static ProxyRules of(String address, List<String> noProxy) {
        List<String> exceptions = noProxy.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\.", ""))
                .filter(name -> !name.isEmpty())
                .toList();
        URI uri = parse(address.strip());
        String[] user = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        InetSocketAddress target =
                InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort());
        return new ProxyRules(target, part(user, 0), part(user, 1), exceptions);
    }

    private static URI parse(String address) {
        URI uri;
        try {
            uri = URI.create(address.contains("://") ? address : "http://" + address);
        } catch (IllegalArgumentException e) {
            throw invalid("not an address");
        }
        if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
            throw invalid(uri.getScheme() + "://" + uri.getHost());
        }
        return uri;
    }

    private static @Nullable String part(String[] parts, int index) {
        return index < parts.length
                ? URLDecoder.decode(parts[index].replace("+", "%2B"), StandardCharsets.UTF_8)
                : null;
    }

    private static InvalidOptionException invalid(String what) {
        return new InvalidOptionException(
                "proxy",
                what,
                "a proxy looks like http://host:port; connections to the proxy over TLS are not supported");
    }

    /** Address of the proxy for a host, unresolved; null if the host is connected directly. */
    @Nullable
    InetSocketAddress addressFor(String host) {
        return address == null || Endpoint.isLoopback(host) || isException(host.toLowerCase(Locale.ROOT))
                ? null
                : address;
    }

    private boolean isException(String host) {
        return exceptions.stream().anyMatch(name -> name.equals("*") || host.equals(name) || host.endsWith("." + name));
    }

    boolean isDirect() {
        return address == null;
    }

    @Nullable
    String user() {
        return user;
    }

    @Nullable
    String password() {
        return password;
    }

    @Override
    public String toString() {
        return address == null
                ? "ProxyRules[direct]"
                : "ProxyRules[" + address.getHostString() + ":" + address.getPort() + ", except " + exceptions + "]";
    }
}
