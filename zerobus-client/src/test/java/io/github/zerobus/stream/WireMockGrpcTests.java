package io.github.zerobus.stream;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.options;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import io.github.zerobus.GrpcCode;
import io.github.zerobus.StreamOpenException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wiremock.grpc.GrpcExtensionFactory;

/**
 * Uses WireMock's gRPC extension as a server that does not implement the service. It responds to a stream only after
 * the half-close of the client, so it cannot simulate Zerobus as the embedded server does.
 */
@Timeout(60)
class WireMockGrpcTests {

    @Test
    void openFailsAtOnceWhenServerDoesNotImplementService(@TempDir Path root) throws Exception {
        Files.createDirectories(root.resolve("grpc"));
        Files.createDirectories(root.resolve("mappings"));
        WireMockServer server = new WireMockServer(wireMockConfig()
                .dynamicPort()
                .bindAddress("127.0.0.1")
                .withRootDirectory(root.toString())
                .extensions(new GrpcExtensionFactory()));
        server.start();
        try {
            assertThatThrownBy(() -> MultiplexedStream.builder()
                            .endpoint("http://127.0.0.1:" + server.port())
                            .table(TABLE)
                            .options(options(1).build())
                            .headersProvider(table -> Map.of("authorization", "Bearer t"))
                            .build()
                            .open())
                    .isInstanceOfSatisfying(StreamOpenException.class, failure -> {
                        org.assertj.core.api.Assertions.assertThat(failure.grpcCode())
                                .contains(GrpcCode.UNIMPLEMENTED);
                        org.assertj.core.api.Assertions.assertThat(failure.attempts())
                                .isEqualTo(1);
                    });
        } finally {
            WireMock.configure();
            server.stop();
        }
    }
}
