package io.github.zerobus.embedded.transport;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * A self-signed certificate for the loopback names of this machine, created in memory.
 *
 * @param key private key
 * @param certificate certificate, which is its own authority
 */
public record TestCertificate(PrivateKey key, X509Certificate certificate) {

    /** Creates a new certificate. */
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
            throw new IllegalStateException("The certificate of the embedded Zerobus server cannot be created", e);
        }
    }

    @Override
    public String toString() {
        return "TestCertificate[" + certificate.getSubjectX500Principal() + "]";
    }
}
