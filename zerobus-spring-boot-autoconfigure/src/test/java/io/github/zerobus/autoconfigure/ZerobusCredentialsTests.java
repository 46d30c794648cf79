package io.github.zerobus.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zerobus.ZerobusException;
import io.github.zerobus.auth.TokenProvider;
import io.github.zerobus.autoconfigure.fixture.TokenEndpoint;
import java.net.URI;
import java.security.KeyStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;

/** Token requests to a workspace whose certificate the JVM does not trust. */
@Timeout(60)
class ZerobusCredentialsTests {

    private static final String TABLE = "main.test.records";

    private final ZerobusProperties properties = new ZerobusProperties();
    private final StaticListableBeanFactory beans = new StaticListableBeanFactory();
    private TokenEndpoint workspace;

    @BeforeEach
    void start() throws Exception {
        workspace = new TokenEndpoint();
        properties.setEndpoint(URI.create("http://127.0.0.1:1"));
        properties.setWorkspaceUrl(workspace.address());
        properties.getOauth().setClientId("id");
        properties.getOauth().setClientSecret("hush");
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private TokenProvider tokens() {
        return ZerobusCredentials.of(
                        properties,
                        new PropertiesZerobusConnectionDetails(properties),
                        null,
                        null,
                        beans.getBeanProvider(SslBundles.class))
                .oauth()
                .orElseThrow();
    }

    private static SslBundle trusting(KeyStore store) {
        return SslBundle.of(SslStoreBundle.of(null, null, store));
    }

    @Test
    void tokenRequestsUseBundleAsItIsUpdated() throws Exception {
        DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
        beans.addBean("sslBundles", bundles);
        properties.getSsl().setBundle("workspace");
        try (TokenEndpoint other = new TokenEndpoint()) {
            bundles.registerBundle("workspace", trusting(other.trustStore()));
        }
        TokenProvider tokens = tokens();
        assertThatThrownBy(() -> tokens.token(TABLE))
                .isInstanceOf(ZerobusException.class)
                .hasStackTraceContaining("SSLHandshakeException");

        bundles.updateBundle("workspace", trusting(workspace.trustStore()));

        assertThat(tokens.token(TABLE).value()).isEqualTo("t1");
    }

    @Test
    void jvmDecidesWithoutBundle() {
        assertThatThrownBy(() -> tokens().token(TABLE)).hasStackTraceContaining("SSLHandshakeException");
    }
}
