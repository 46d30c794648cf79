package io.github.zerobus.embedded.transport;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate for the loopback names of this machine and the authority that signed it, both created in memory. They
 * are two certificates, since strict clients refuse the certificate of an authority as that of a server.
 *
 * @param key private key of the server
 * @param chain certificates that the server presents: its own, then that of the authority
 */
public record TestCertificate(PrivateKey key, List<X509Certificate> chain) {

    /** Creates a new authority and a new certificate. */
    public static TestCertificate create() {
        try {
            X509Bundle authority = new CertificateBuilder()
                    .subject("CN=Embedded Zerobus test authority")
                    .setIsCertificateAuthority(true)
                    .setKeyUsage(true, CertificateBuilder.KeyUsage.keyCertSign, CertificateBuilder.KeyUsage.cRLSign)
                    .buildSelfSigned();
            X509Bundle server = new CertificateBuilder()
                    .subject("CN=localhost")
                    .addSanDnsName("localhost")
                    .addSanIpAddress("127.0.0.1")
                    .setKeyUsage(true, CertificateBuilder.KeyUsage.digitalSignature)
                    .addExtendedKeyUsageServerAuth()
                    .buildIssuedBy(authority);
            return new TestCertificate(
                    server.getKeyPair().getPrivate(), List.of(server.getCertificate(), authority.getCertificate()));
        } catch (Exception e) {
            throw new IllegalStateException("The certificate of the embedded Zerobus server cannot be created", e);
        }
    }

    /** Returns the certificate of the authority, which clients must trust. */
    public X509Certificate authority() {
        return chain.get(chain.size() - 1);
    }

    @Override
    public String toString() {
        return "TestCertificate[" + chain.get(0).getSubjectX500Principal() + "]";
    }
}
