package io.github.zerobus.benchmarks.run;

import io.github.zerobus.benchmarks.process.Arguments;
import io.github.zerobus.benchmarks.process.Child;
import io.github.zerobus.benchmarks.proxy.ProxyProcess;
import io.github.zerobus.benchmarks.server.ServerOptions;
import io.github.zerobus.benchmarks.server.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server in a separate JVM, behind a delaying proxy if a round-trip time is set. */
final class ServerUnderTest implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final Child server;
    private final @Nullable Child proxy;
    private final Arguments ports;

    private ServerUnderTest(Child server, @Nullable Child proxy, Arguments ports) {
        this.server = server;
        this.proxy = proxy;
        this.ports = ports;
    }

    static ServerUnderTest start(ServerOptions options, int roundTripMillis, List<String> jvmFlags) {
        List<String> flags = new ArrayList<>(jvmFlags);
        flags.addAll(List.of("-Xms512m", "-Xmx512m", "-XX:+UseParallelGC"));
        Child server = Child.start(ServerProcess.class, flags, options.arguments());
        Arguments ports = server.answer("READY", START_LIMIT);
        if (roundTripMillis == 0) {
            return new ServerUnderTest(server, null, ports);
        }
        Arguments proxied =
                Arguments.none().with("targetPort", ports.text("port")).with("roundTripMillis", roundTripMillis);
        Child proxy = Child.start(ProxyProcess.class, flags, proxied);
        return new ServerUnderTest(server, proxy, ports.with(proxy.answer("READY", START_LIMIT)));
    }

    /** Settings for a client: where to connect, and which processes' CPU belongs to the measurement. */
    Arguments settings() {
        Child between = proxy;
        return ports.with("partners", server.pid() + (between == null ? "" : "," + between.pid()));
    }

    /** Variables for a client: the root certificate that the official SDK trusts, if the server has one. */
    Map<String, String> variables() {
        String root = ports.values().get(Arguments.ROOT);
        return root == null ? Map.of() : Map.of("SSL_CERT_FILE", root);
    }

    /** Number of records received so far, from all clients. */
    long records() {
        URI uri = URI.create("http://127.0.0.1:" + ports.text("httpPort") + "/records");
        try (InputStream answer = uri.toURL().openStream()) {
            return Long.parseLong(new String(answer.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the number of received records from the server", e);
        }
    }

    @Override
    public void close() {
        if (proxy != null) {
            proxy.close();
        }
        server.close();
    }
}
