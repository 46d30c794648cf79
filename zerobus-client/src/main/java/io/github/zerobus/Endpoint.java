package io.github.zerobus;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Address of a service, for code that builds channels or token providers itself. Immutable and thread-safe; compared by
 * value.
 */
public final class Endpoint {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "0:0:0:0:0:0:0:1");
    private static final String EXAMPLE =
            "an address looks like https://<workspace-id>.zerobus.<region>.cloud.databricks.com";

    private final String host;
    private final int port;
    private final boolean tls;

    private Endpoint(String host, int port, boolean tls) {
        if (!tls && !isLoopback(host)) {
            throw new InvalidOptionException(
                    "endpoint", "http://" + host, "plaintext is for loopback only, since it exposes tokens; use https");
        }
        this.host = host;
        this.port = port;
        this.tls = tls;
    }

    /**
     * Parses an address. Nothing is looked up or connected.
     *
     * @param address {@code [scheme://]host[:port]}; the scheme is https if it is missing, and http is accepted for
     *     loopback addresses only
     * @return the endpoint
     * @throws InvalidOptionException if the address is invalid; the message contains no user information
     */
    public static Endpoint parse(String address) {
        URI uri = uri(address.contains("://") ? address.strip() : "https://" + address.strip());
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw invalid(address, "the scheme must be https, or http for loopback");
        }
        if (uri.getHost() == null || uri.getHost().isBlank()) {
            throw invalid(address, "it has no host; " + EXAMPLE);
        }
        if (uri.getUserInfo() != null || uri.getRawQuery() != null || hasPath(uri)) {
            throw invalid(address, "it may have a scheme, a host and a port only");
        }
        boolean tls = scheme.equals("https");
        String host = uri.getHost().replaceAll("^\\[|]$", "");
        return new Endpoint(host, uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80, tls);
    }

    /**
     * Host name or address.
     *
     * @return the host; an IPv6 address without its brackets
     */
    public String host() {
        return host;
    }

    /**
     * Port.
     *
     * @return the port of the address, or else 443 with TLS and 80 without
     */
    public int port() {
        return port;
    }

    /**
     * Whether connections are encrypted.
     *
     * @return whether the scheme is https
     */
    public boolean tls() {
        return tls;
    }

    /**
     * Id of the workspace that a Zerobus endpoint belongs to (docs/protocol.md#1.6).
     *
     * @return the first label of the host
     */
    public String workspaceId() {
        int dot = host.indexOf('.');
        return dot < 0 ? host : host.substring(0, dot);
    }

    /**
     * Host and port, as a gRPC target needs them.
     *
     * @return for example {@code localhost:443} or {@code [::1]:443}
     */
    public String authority() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Endpoint that && host.equals(that.host) && port == that.port && tls == that.tls;
    }

    @Override
    public int hashCode() {
        return Objects.hash(host, port, tls);
    }

    /** Returns the address with scheme and port. */
    @Override
    public String toString() {
        return (tls ? "https://" : "http://") + authority();
    }

    /** Whether a host denotes this machine by name or address; does not look it up. */
    static boolean isLoopback(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return LOOPBACK.contains(name) || name.matches("127(\\.\\d{1,3}){3}");
    }

    private static boolean hasPath(URI uri) {
        return uri.getPath() != null
                && !uri.getPath().isEmpty()
                && !uri.getPath().equals("/");
    }

    private static URI uri(String address) {
        try {
            return new URI(address);
        } catch (URISyntaxException e) {
            // The cause's message repeats the whole address, which may contain user information.
            throw invalid("not an address", EXAMPLE);
        }
    }

    private static InvalidOptionException invalid(String address, String remedy) {
        return new InvalidOptionException("endpoint", "'" + address.replaceAll("//[^/@]*@", "//") + "'", remedy);
    }
}
