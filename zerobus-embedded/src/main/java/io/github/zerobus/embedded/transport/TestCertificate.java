package io.github.zerobus.embedded.transport;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** A certificate for this machine's loopback names, made at the start and never stored. */
public record TestCertificate(PrivateKey key, X509Certificate certificate) {

    public static TestCertificate create() {
        try {
            X509Bundle bundle = new CertificateBuilder()
                    .subject("CN=localhost")
                    .addSanDnsName("localhost")
                    .addSanIpAddress("127.0.0.1")
                    .setIsCertificateAuthority(true)
                    .buildSelfSigned();
            return new TestCertificate(bundle.getKeyPair().getPrivate(), bundle.getCertificate());
        } catch (Exception e) {
            throw new IllegalStateException("no certificate for the embedded Zerobus server", e);
        }
    }

    @Override
    public String toString() {
        return "TestCertificate[" + certificate.getSubjectX500Principal() + "]";
    }
}
