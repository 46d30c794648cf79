package io.github.zerobus.benchmarks.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.template.ZerobusTemplate;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A service that migrates from the official SDK has both on its class path for a while. */
@Timeout(60)
class SideBySideTests {

    private static final String TABLE = "main.iot.readings";

    @EnableAutoConfiguration
    static class Application {}

    @Test
    void officialSdkAndStarterSendFromSameJvm() throws Exception {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start();
                ConfigurableApplicationContext context = service(server);
                BenchmarkClient official = ClientKind.OFFICIAL.open(settings(server))) {
            official.ingest(0, BytesValue.of(ByteString.copyFromUtf8("a")).toByteArray());
            official.flush();
            context.getBean(ZerobusTemplate.class).sendAndAwait(Map.of("celsius", 21), Duration.ofSeconds(10));

            assertThat(server.table(ClientSettings.TABLE).durableRecords()).isEqualTo(1);
            assertThat(server.table(TABLE).durableRecords()).isEqualTo(1);
        }
    }

    private static ConfigurableApplicationContext service(EmbeddedZerobusServer server) {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties("zerobus.endpoint=" + server.endpoint(), "zerobus.table=" + TABLE)
                .run();
    }

    private static ClientSettings settings(EmbeddedZerobusServer server) {
        return new ClientSettings(server.port(), server.workspaceUrl().getPort(), 1, 100, 1024, 1, null);
    }
}
