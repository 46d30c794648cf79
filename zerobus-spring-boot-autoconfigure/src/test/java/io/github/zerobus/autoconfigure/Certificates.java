package io.github.zerobus.autoconfigure;

import io.github.zerobus.embedded.EmbeddedZerobusServer;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;

/** Certificates of embedded servers as text. */
final class Certificates {

    private Certificates() {}

    static String pem(EmbeddedZerobusServer server) {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder()
                            .encodeToString(server.certificate().orElseThrow().getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
