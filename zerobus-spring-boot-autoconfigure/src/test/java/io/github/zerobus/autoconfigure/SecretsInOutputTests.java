package io.github.zerobus.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.ObservedStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole output of an application whose loggers are all at TRACE, and that opens a stream, sends, replaces a token
 * and fails (docs/conformance.md, statement 49).
 */
@Timeout(180)
class SecretsInOutputTests {

    private static final String TABLE = "main.test.records";
    private static final String SECRET = "s3cret-of-the-principal";

    @TempDir
    Path folder;

    @Test
    void outputHasNeitherSecretsNorTokensWhenRootIsAtTrace() throws Exception {
        try (EmbeddedZerobusServer server =
                EmbeddedZerobusServer.builder().credentials("my-id", SECRET).start()) {
            Path output = folder.resolve("output.txt");
            Process application = start(server, output);
            try {
                awaitDurable(server, 1, output);

                server.oauth().revokeTokens();
                server.table(TABLE).liveStreams().forEach(ObservedStream::dropConnection);
                next(application);
                awaitDurable(server, 2, output);

                server.onTable(TABLE).everyStream().refuseTokens(token -> true);
                server.table(TABLE).liveStreams().forEach(ObservedStream::dropConnection);
                next(application);
                assertThat(application.waitFor(60, TimeUnit.SECONDS)).isTrue();
            } finally {
                application.destroyForcibly();
            }
            check(Files.readString(output), server);
        }
    }

    private static Process start(EmbeddedZerobusServer server, Path output) throws IOException {
        ProcessBuilder child = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TracedApplication.class.getName());
        child.environment().put("ZEROBUS_OAUTH_CLIENTSECRET", SECRET);
        child.environment().put("ZEROBUS_OAUTH_CLIENTID", "my-id");
        child.environment().put("ZEROBUS_ENDPOINT", server.endpoint());
        child.environment().put("ZEROBUS_WORKSPACEURL", server.workspaceUrl().toString());
        child.environment().put("ZEROBUS_TABLE", TABLE);
        child.environment().put("LOGGING_LEVEL_ROOT", "TRACE");
        return child.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }

    private static void next(Process application) throws IOException {
        application.getOutputStream().write('\n');
        application.getOutputStream().flush();
    }

    private static void awaitDurable(EmbeddedZerobusServer server, int records, Path output) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(server.table(TABLE).durableRecords())
                        .as(() -> read(output))
                        .isEqualTo(records));
    }

    private static String read(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void check(String output, EmbeddedZerobusServer server) {
        List<String> tokens = server.table(TABLE).streams().stream()
                .flatMap(stream -> stream.header("authorization").stream())
                .map(header -> header.substring("Bearer ".length()))
                .distinct()
                .toList();
        assertThat(tokens).hasSizeGreaterThanOrEqualTo(2);
        assertThat(output).contains("TRACE", "io.netty", TracedApplication.FAILED);
        String pair = Base64.getEncoder().encodeToString(("my-id:" + SECRET).getBytes(StandardCharsets.UTF_8));
        Stream.concat(Stream.of(SECRET, pair, TracedApplication.PAYLOAD), tokens.stream())
                .forEach(secret -> assertThat(output.lines().filter(line -> line.contains(secret)))
                        .isEmpty());
    }
}
