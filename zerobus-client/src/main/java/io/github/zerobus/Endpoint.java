package io.github.zerobus;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * Where the service listens. Immutable.
 *
 * @param host name or address; an IPv6 address without its brackets
 * @param port as given, else 443 with TLS and 80 without
 * @param tls whether the connection is encrypted
 */
public record Endpoint(String host, int port, boolean tls) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "0:0:0:0:0:0:0:1");

    /** Refuses plaintext to anything but this machine, since tokens would go over the wire in clear. */
    public Endpoint {
        if (!tls && !isLoopback(host)) {
            throw new InvalidOptionException(
                    "endpoint",
                    "http://" + host,
                    "plaintext is for loopback only, tokens would go in clear; use https");
        }
    }

    /**
     * Reads an address; without a scheme, https is taken.
     *
     * @throws InvalidOptionException if there is no host, the scheme is neither http nor https, or the address goes on
     *     after the port
     */
    public static Endpoint parse(String address) {
        URI uri = uri(address.contains("://") ? address.strip() : "https://" + address.strip());
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw invalid(address, "the scheme must be https (or http for loopback)");
        }
        if (uri.getHost() == null || uri.getHost().isBlank()) {
            throw invalid(
                    address,
                    "there is no host in it; it looks like"
                            + " https://<workspace-id>.zerobus.<region>.cloud.databricks.com");
        }
        if (uri.getUserInfo() != null || uri.getRawQuery() != null || hasPath(uri)) {
            throw invalid(address, "scheme, host and port are all that it may have");
        }
        boolean tls = scheme.equals("https");
        String host = uri.getHost().replaceAll("^\\[|]$", "");
        return new Endpoint(host, uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80, tls);
    }

    /** The workspace that the host belongs to: its first label (protocol 1.6). */
    public String workspaceId() {
        int dot = host.indexOf('.');
        return dot < 0 ? host : host.substring(0, dot);
    }

    /** Whether the host is this machine by name or address, without a look-up. */
    public boolean isLoopback() {
        return isLoopback(host);
    }

    /** Host and port, as in {@code localhost:443} or {@code [::1]:443}. */
    public String authority() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public String toString() {
        return (tls ? "https://" : "http://") + authority();
    }

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
            // The cause's message repeats the whole address, which may hold user information.
            throw invalid(
                    "not an address", "it looks like https://<workspace-id>.zerobus.<region>.cloud.databricks.com");
        }
    }

    private static InvalidOptionException invalid(String address, String remedy) {
        return new InvalidOptionException("endpoint", "'" + address.replaceAll("//[^/@]*@", "//") + "'", remedy);
    }
}
