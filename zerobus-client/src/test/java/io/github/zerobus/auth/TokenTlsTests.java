package io.github.zerobus.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.zerobus.ZerobusException;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which certificates of a workspace are trusted. */
@Timeout(120)
class TokenTlsTests {

    private static final String TABLE = "main.iot.readings";

    @TempDir
    Path folder;

    private final X509Bundle certificate = certificate("127.0.0.1");
    private HttpsServer server;

    private static X509Bundle certificate(String address) {
        try {
            return new CertificateBuilder()
                    .subject("CN=workspace")
                    .addSanIpAddress(address)
                    .setIsCertificateAuthority(true)
                    .buildSelfSigned();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void serve() throws Exception {
        serve(certificate);
    }

    private void serve(X509Bundle presented) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(presented.toKeyManagerFactory().getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/oidc/v1/token", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] body = "{\"access_token\":\"t1\",\"expires_in\":3600}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static OAuthTokenProvider.Builder builder(int port) {
        return OAuthTokenProvider.builder()
                .workspaceUrl(URI.create("https://127.0.0.1:" + port))
                .workspaceId("w")
                .clientId("id")
                .clientSecret("s3cret");
    }

    private OAuthTokenProvider provider(Supplier<SSLContext> context) {
        return builder(server.getAddress().getPort()).sslContext(context).build();
    }

    private static SSLContext trusting(X509Bundle trusted) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trusted.toTrustManagerFactory().getTrustManagers(), null);
            return context;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void renewedContextIsUsedByNextRequest() {
        AtomicReference<SSLContext> context = new AtomicReference<>(trusting(certificate("127.0.0.1")));
        OAuthTokenProvider provider = provider(context::get);

        ZerobusException failure = catchThrowableOfType(ZerobusException.class, () -> provider.token(TABLE));
        assertThat(failure).hasMessageContaining("is unreachable").hasMessageMatching(".*Exception: .+");
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure).hasStackTraceContaining("SSLHandshakeException");

        context.set(trusting(certificate));
        assertThat(provider.token(TABLE).value()).isEqualTo("t1");
    }

    @Test
    void certificateOfOtherHostIsRefused() throws Exception {
        X509Bundle other = certificate("127.0.0.2");
        server.stop(0);
        serve(other);

        ZerobusException failure = catchThrowableOfType(
                ZerobusException.class, () -> provider(() -> trusting(other)).token(TABLE));

        assertThat(failure).hasMessageContaining("127.0.0.1").hasStackTraceContaining("CertificateException");
    }

    @Test
    void contextThatCannotBeCreatedIsRetryable() {
        OAuthTokenProvider provider = provider(() -> {
            throw new IllegalStateException("no bundle");
        });

        ZerobusException failure = catchThrowableOfType(ZerobusException.class, () -> provider.token(TABLE));

        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure).hasMessageContaining("no bundle");
    }

    @Test
    void trustStoreOfSystemPropertiesIsUsed() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("workspace", certificate.getCertificate());
        Path store = folder.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(store)) {
            trusted.store(out, "changeit".toCharArray());
        }
        Path output = folder.resolve("output.txt");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djavax.net.ssl.trustStore=" + store,
                        "-Djavax.net.ssl.trustStorePassword=changeit",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        String.valueOf(server.getAddress().getPort()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(child.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            child.destroyForcibly();
        }
    }

    /** Requests a token with the settings of its JVM. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) {
            builder(Integer.parseInt(arguments[0])).build().token(TABLE);
        }
    }
}
