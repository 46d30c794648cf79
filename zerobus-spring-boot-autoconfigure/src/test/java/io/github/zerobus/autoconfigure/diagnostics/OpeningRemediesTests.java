package io.github.zerobus.autoconfigure.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.actuate.ZerobusEndpoint;
import io.github.zerobus.auth.TokenProvider;
import io.github.zerobus.autoconfigure.ZerobusConnectionDetails;
import io.github.zerobus.autoconfigure.actuate.ZerobusEndpointAutoConfiguration;
import io.github.zerobus.autoconfigure.fixture.Analyses;
import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import io.github.zerobus.autoconfigure.health.ZerobusHealthContributorAutoConfiguration;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.stream.MultiplexedStream;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** GRANT statements that can be executed unchanged. Only the analysis of a failed start names the principal. */
@Timeout(60)
class OpeningRemediesTests {

    private static final String TABLE = "main.my-iot.re`adings";

    private final EmbeddedZerobusServer server =
            EmbeddedZerobusServer.builder().credentials("client-7", "hush").start();

    /** Accepts any token or none. */
    private final EmbeddedZerobusServer open = EmbeddedZerobusServer.start();

    private final Analyses analyses = new Analyses();

    private final ApplicationContextRunner runner = ContextRunners.minimal()
            .withConfiguration(AutoConfigurations.of(
                    ZerobusHealthContributorAutoConfiguration.class, ZerobusEndpointAutoConfiguration.class))
            .withInitializer(analyses)
            .withPropertyValues(
                    "zerobus.table=" + TABLE,
                    "zerobus.endpoint=" + server.endpoint(),
                    "zerobus.workspace-url=" + server.workspaceUrl(),
                    "zerobus.oauth.client-id=client-7",
                    "zerobus.oauth.client-secret=hush",
                    "zerobus.stream.sub-streams=1",
                    "zerobus.stream.open-jitter=0s",
                    "management.endpoints.web.exposure.include=zerobus");

    @AfterEach
    void stopServer() {
        server.close();
        open.close();
    }

    private String action(ApplicationContextRunner failing) {
        for (EmbeddedZerobusServer one : new EmbeddedZerobusServer[] {server, open}) {
            one.onTable(TABLE).everyStream().refuse(StatusCode.PERMISSION_DENIED);
        }
        String[] action = new String[1];
        failing.run(context -> action[0] = analyses.of(context).getAction());
        return action[0];
    }

    @Test
    void statementsQuoteTableAndClientIdOfProperties() {
        assertThat(action(runner))
                .contains(
                        "GRANT USE CATALOG ON CATALOG `main` TO `client-7`;",
                        "GRANT USE SCHEMA ON SCHEMA `main`.`my-iot` TO `client-7`;",
                        "GRANT MODIFY, SELECT ON TABLE `main`.`my-iot`.`re``adings` TO `client-7`;")
                .doesNotContain("hush");
    }

    @Test
    void statementsHavePlaceholderWhenApplicationDefinesTokenProvider() {
        assertThat(action(runner.withPropertyValues("zerobus.endpoint=" + open.endpoint())
                        .withBean(TokenProvider.class, NoTokens::new)))
                .contains("TO `<application id>`;", "Replace <application id>")
                .doesNotContain("client-7");
    }

    static final class NoTokens implements TokenProvider {

        @Override
        public io.github.zerobus.auth.Token token(String table) {
            return new io.github.zerobus.auth.Token("none");
        }
    }

    @Test
    void statementsHavePlaceholderWhenApplicationDefinesConnectionDetails() {
        ZerobusConnectionDetails details = open::endpoint;

        assertThat(action(runner.withBean(ZerobusConnectionDetails.class, () -> details)))
                .contains("TO `<application id>`;")
                .doesNotContain("client-7");
    }

    @Test
    void statementsHavePlaceholderWithoutCredentials() {
        open.onTable("main.iot.readings").everyStream().refuse(StatusCode.PERMISSION_DENIED);
        ContextRunners.full()
                .withInitializer(analyses)
                .withPropertyValues(
                        "zerobus.table=main.iot.readings",
                        "zerobus.endpoint=" + open.endpoint(),
                        "zerobus.stream.recovery.backoff=1ms",
                        "zerobus.stream.open-jitter=0s")
                .run(context -> assertThat(analyses.of(context).getAction())
                        .contains(
                                "GRANT USE CATALOG ON CATALOG `main` TO `<application id>`",
                                "GRANT USE SCHEMA ON SCHEMA `main`.`iot` TO `<application id>`",
                                "GRANT MODIFY, SELECT ON TABLE `main`.`iot`.`readings` TO `<application id>`"));
    }

    @Test
    void healthAndEndpointDoNotShowClientId() {
        server.onTable(TABLE).everyStream().refuse(StatusCode.PERMISSION_DENIED);
        runner.withPropertyValues("zerobus.stream.startup=background").run(context -> {
            MultiplexedStream stream = context.getBean(MultiplexedStream.class);
            await().until(() -> stream.snapshot().poison() != null);

            HealthIndicator health = context.getBean("zerobusHealthContributor", HealthIndicator.class);
            assertThat(Objects.requireNonNull(health.health(true)).toString())
                    .contains("PERMISSION_DENIED")
                    .doesNotContain("client-7", "hush");
            assertThat(context.getBean(ZerobusEndpoint.class).zerobus().toString())
                    .contains("PERMISSION_DENIED")
                    .doesNotContain("client-7", "hush");
        });
    }
}
