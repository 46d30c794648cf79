package io.github.zerobus.benchmarks.server;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.File;
import java.io.IOException;
import javax.net.ssl.SSLException;

/** A certificate that a root issued, both new. The official SDK accepts no root as the certificate of a server. */
public final class ServerCertificate {

    private final X509Bundle leaf;

    public ServerCertificate() {
        try {
            X509Bundle root = new CertificateBuilder()
                    .subject("CN=benchmark root")
                    .setIsCertificateAuthority(true)
                    .buildSelfSigned();
            leaf = new CertificateBuilder()
                    .subject("CN=localhost")
                    .addSanDnsName("localhost")
                    .addExtendedKeyUsageServerAuth()
                    .buildIssuedBy(root);
        } catch (Exception e) {
            throw new IllegalStateException("the server's certificate cannot be created", e);
        }
    }

    /** The context of a server, with BoringSSL if it is available for this platform. */
    public SslContext context() throws SSLException {
        return GrpcSslContexts.configure(
                        SslContextBuilder.forServer(leaf.getKeyPair().getPrivate(), leaf.getCertificatePath()))
                .build();
    }

    /** Writes the root, which clients must trust, to a file that is deleted with the JVM. */
    public File root() throws IOException {
        return leaf.toTempRootCertPem();
    }
}
