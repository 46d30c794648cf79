package io.github.zerobus.embedded.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;

class TestCertificateTests {

    private final TestCertificate certificate = TestCertificate.create();

    @Test
    void serverCertificateIsNoAuthority() throws Exception {
        X509Certificate server = certificate.chain().get(0);

        assertThat(server.getBasicConstraints()).isNegative();
        assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(server.getSubjectAlternativeNames()).hasSize(2);
    }

    @Test
    void authoritySignsServerCertificateAndItself() {
        X509Certificate authority = certificate.authority();

        assertThat(certificate.chain()).hasSize(2).endsWith(authority);
        assertThat(authority.getBasicConstraints()).isNotNegative();
        assertThatCode(() -> certificate.chain().get(0).verify(authority.getPublicKey()))
                .doesNotThrowAnyException();
        assertThatCode(() -> authority.verify(authority.getPublicKey())).doesNotThrowAnyException();
    }
}
