package io.github.zerobus;

import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Selects the HTTP proxy for a host (docs/protocol.md#1.7). The proxy only opens a tunnel: TLS is between the client
 * and the service. Loopback hosts never use a proxy. Immutable and thread-safe; {@code toString} shows no credentials.
 */
public final class ProxyRules {

    private static final Logger log = LoggerFactory.getLogger(ProxyRules.class);

    private static final List<String> PROXY_VARIABLES =
            List.of("grpc_proxy", "GRPC_PROXY", "https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY");
    private static final List<String> NO_PROXY_VARIABLES =
            List.of("no_grpc_proxy", "NO_GRPC_PROXY", "no_proxy", "NO_PROXY");
    /** Not parsed as a URI, which refuses hosts with an underscore, and repeats the password in its messages. */
    private static final Pattern ADDRESS = Pattern.compile("(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?"
            + "(?:(?<user>[^:@\\s]*)(?::(?<password>\\S*))?@)?"
            + "(?<host>[\\p{L}\\p{N}._-]+|\\[[0-9A-Fa-f:.]+])(?::(?<port>\\d{1,5}))?/?");

    private static final ProxyRules DIRECT = new ProxyRules(null, null, null, NoProxy.NONE);

    /** Unresolved; null for direct connections. */
    private final @Nullable InetSocketAddress address;

    private final @Nullable String user;
    private final @Nullable String password;
    private final NoProxy exceptions;

    private ProxyRules(
            @Nullable InetSocketAddress address, @Nullable String user, @Nullable String password, NoProxy exceptions) {
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
        return address.isEmpty() ? DIRECT : of(address, usable(first.apply(NO_PROXY_VARIABLES)));
    }

    /** Other programs use the variable too, so an entry that only they understand must not fail this one. */
    private static NoProxy usable(String variable) {
        return NoProxy.of(NoProxy.split(Stream.of(variable)).filter(entry -> {
            try {
                NoProxy.of(Stream.of(entry));
                return true;
            } catch (InvalidOptionException e) {
                log.warn("The variable no_proxy has an entry that is ignored: {}", e.getMessage());
                return false;
            }
        }));
    }

    /**
     * Returns rules with one proxy for all hosts but exceptions.
     *
     * @param address {@code [http://][user:password@]host[:port]}; the port is 80 if it is missing, and user and
     *     password are URL-encoded
     * @param noProxy hosts that are connected directly: names, which include all names below them, {@code *.name}, IP
     *     addresses, networks such as {@code 10.0.0.0/8}, each with or without a port; {@code *} stands for all
     * @return the rules
     * @throws InvalidOptionException if the address or an entry is invalid; the message contains no credentials
     */
    public static ProxyRules of(String address, List<String> noProxy) {
        return of(address, NoProxy.of(NoProxy.split(noProxy.stream())));
    }

    private static ProxyRules of(String address, NoProxy exceptions) {
        Matcher parts = ADDRESS.matcher(address.strip());
        if (!parts.matches()) {
            throw invalid("not an address");
        }
        String scheme = parts.group("scheme");
        int port = parts.group("port") == null ? 80 : Integer.parseInt(parts.group("port"));
        if ((scheme != null && !scheme.equalsIgnoreCase("http")) || port < 1 || port > 65_535) {
            throw invalid((scheme == null ? "http" : scheme) + "://" + parts.group("host") + ":" + port);
        }
        InetSocketAddress target = InetSocketAddress.createUnresolved(parts.group("host"), port);
        return new ProxyRules(target, decoded(parts.group("user")), decoded(parts.group("password")), exceptions);
    }

    private static @Nullable String decoded(@Nullable String part) {
        try {
            return part == null ? null : URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Its message contains the text.
            throw invalid("an address whose user or password has a % that is not written as %25");
        }
    }

    private static InvalidOptionException invalid(String what) {
        return new InvalidOptionException(
                "proxy",
                what,
                "a proxy looks like http://host:port; SOCKS proxies, and connections to the proxy over TLS, are not"
                        + " supported");
    }

    /** Address of the proxy for a host and port, unresolved; null if the host is connected directly. */
    @Nullable
    InetSocketAddress addressFor(String host, int port) {
        return address == null || Endpoint.isLoopback(host) || exceptions.matches(host, port) ? null : address;
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
