package io.github.zerobus.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zerobus.ZerobusException;
import io.github.zerobus.auth.SubjectTokenProvider;
import io.github.zerobus.auth.Token;
import io.github.zerobus.auth.TokenProvider;
import io.github.zerobus.autoconfigure.fixture.TokenEndpoint;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
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
        return tokens(null);
    }

    private TokenProvider tokens(@Nullable SubjectTokenProvider subject) {
        return ZerobusCredentials.of(
                        properties,
                        new PropertiesZerobusConnectionDetails(properties),
                        null,
                        null,
                        subject,
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

    private void trustWorkspace() throws Exception {
        DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("workspace", trusting(workspace.trustStore()));
        beans.addBean("sslBundles", bundles);
        properties.getSsl().setBundle("workspace");
    }

    @Test
    void tokenOfFileIsExchangedAndFileIsReadAgain(@TempDir Path folder) throws Exception {
        trustWorkspace();
        Path file = Files.writeString(folder.resolve("token"), "first.x.y\n");
        properties.getOauth().setClientSecret(null);
        properties.getOauth().setSubjectTokenFile(file.toString());
        TokenProvider tokens = tokens();

        Token first = tokens.token(TABLE);
        Files.writeString(file, "second.x.y\n");
        tokens.invalidate(first);
        tokens.token(TABLE);

        assertThat(workspace.forms()).hasSize(2);
        assertThat(workspace.forms().get(0))
                .contains("grant-type:token-exchange", "subject_token=first.x.y&", "client_id=id");
        assertThat(workspace.forms().get(1)).contains("subject_token=second.x.y&");
    }

    @Test
    void subjectTokenOfBeanTakesPrecedenceOverSecret() throws Exception {
        trustWorkspace();
        properties.getOauth().setClientId(null);

        tokens(() -> "bean.x.y").token(TABLE);

        assertThat(workspace.forms()).hasSize(1);
        assertThat(workspace.forms().get(0)).contains("subject_token=bean.x.y&").doesNotContain("client_id", "hush");
    }

    @Test
    void fileThatCannotBeUsedIsRefused(@TempDir Path folder) {
        properties.getOauth().setSubjectTokenFile("absent");
        assertThatThrownBy(this::tokens)
                .hasMessageContaining("subject-token-file")
                .hasMessageNotContaining("hush");

        properties.getOauth().setClientSecret(null);
        for (String file : new String[] {"absent", folder.toString()}) {
            properties.getOauth().setSubjectTokenFile(file);
            assertThatThrownBy(this::tokens)
                    .isInstanceOf(ZerobusConfigurationException.class)
                    .hasMessageContaining("zerobus.oauth.subject-token-file is invalid: it is " + file);
        }
    }

    @Test
    void jvmDecidesWithoutBundle() {
        assertThatThrownBy(() -> tokens().token(TABLE)).hasStackTraceContaining("SSLHandshakeException");
    }
}
