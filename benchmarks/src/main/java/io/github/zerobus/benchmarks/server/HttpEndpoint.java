package io.github.zerobus.benchmarks.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;

/** Serves tokens, which the official SDK requires, and the number of received records, for the runner. */
final class HttpEndpoint {

    private final LongAdder records;

    HttpEndpoint(LongAdder records) {
        this.records = records;
    }

    int start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/oidc/v1/token",
                exchange -> answer(
                        exchange, "{\"access_token\":\"benchmark\",\"token_type\":\"Bearer\",\"expires_in\":3600}"));
        server.createContext("/records", exchange -> answer(exchange, Long.toString(records.sum())));
        server.start();
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
