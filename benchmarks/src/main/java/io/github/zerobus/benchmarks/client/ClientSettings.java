package io.github.zerobus.benchmarks.client;

import io.github.zerobus.benchmarks.process.Arguments;
import org.jspecify.annotations.Nullable;

/**
 * Settings that all clients share.
 *
 * @param port where the server, or the proxy before it, listens on loopback
 * @param httpPort port of the token endpoint
 * @param streams connections, each with one stream
 * @param inflight most unacked requests of one stream
 * @param size payload bytes of one record
 * @param batch records of one request
 * @param tls null for plaintext
 */
public record ClientSettings(
        int port,
        int httpPort,
        int streams,
        int inflight,
        int size,
        int batch,
        @Nullable Tls tls) {

    public static final String TABLE = "main.benchmarks.records";

    public static ClientSettings of(Arguments arguments) {
        return new ClientSettings(
                arguments.integer("port"),
                arguments.integer("httpPort"),
                arguments.integer("streams"),
                arguments.integer("inflight"),
                arguments.integer("size"),
                arguments.integer("batch"),
                Tls.of(arguments));
    }

    String endpoint() {
        return tls == null ? "http://127.0.0.1:" + port : "https://localhost:" + port;
    }

    int maxRequestSize() {
        return size * batch;
    }
}
