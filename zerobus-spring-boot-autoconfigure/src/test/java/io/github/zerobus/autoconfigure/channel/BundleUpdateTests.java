package io.github.zerobus.autoconfigure.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.template.ZerobusTemplate;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Connections after an update of the SSL bundle use its certificates. */
@Timeout(60)
class BundleUpdateTests {

    private static SslBundle trusting(EmbeddedZerobusServer server) {
        try {
            KeyStore trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            trust.setCertificateEntry("ca", server.certificate().orElseThrow());
            return SslBundle.of(SslStoreBundle.of(null, null, trust));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With Boot's channels, and with channels of the stream. */
    static Stream<ApplicationContextRunner> runners() {
        return Stream.of(ContextRunners.full(), ContextRunners.minimal());
    }

    @ParameterizedTest
    @MethodSource("runners")
    void connectionAfterUpdateTrustsRenewedCertificate(ApplicationContextRunner runner) {
        EmbeddedZerobusServer first = EmbeddedZerobusServer.builder().tls(true).start();
        DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("corp", trusting(first));
        runner.withBean("bundles", DefaultSslBundleRegistry.class, () -> bundles, bean -> bean.setPrimary(true))
                .withBean(HeadersProvider.class, () -> table -> Map.of())
                .withPropertyValues(
                        "zerobus.endpoint=" + first.endpoint(),
                        "zerobus.table=main.iot.readings",
                        "zerobus.ssl.bundle=corp",
                        "zerobus.stream.sub-streams=1",
                        "zerobus.stream.recovery.backoff=50ms",
                        "zerobus.stream.recovery.max-backoff=200ms")
                .run(context -> {
                    ZerobusTemplate template = context.getBean(ZerobusTemplate.class);
                    template.sendAndAwait("{\"n\":1}", Duration.ofSeconds(10));
                    first.close();
                    try (EmbeddedZerobusServer second = EmbeddedZerobusServer.builder()
                            .tls(true)
                            .port(first.port())
                            .start()) {
                        bundles.updateBundle("corp", trusting(second));
                        template.sendAndAwait("{\"n\":2}", Duration.ofSeconds(20));
                        assertThat(second.table("main.iot.readings").rows()).hasSize(1);
                    }
                });
    }
}
