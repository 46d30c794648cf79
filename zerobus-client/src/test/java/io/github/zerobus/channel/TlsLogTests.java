package io.github.zerobus.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TlsLogTests {

    private static final String JDK = "sun.security.ssl.SSLSessionImpl";

    @Test
    void providerIsNamedByClassOfSession() {
        assertThat(TlsLog.provider("io.netty.handler.ssl.ExtendedOpenSslSession", null))
                .isEqualTo("netty-tcnative");
        assertThat(TlsLog.provider(JDK, new ClassNotFoundException("SSLContext")))
                .isEqualTo("the JDK");
        assertThat(TlsLog.provider("org.conscrypt.ConscryptSession", new ClassNotFoundException("SSLContext")))
                .isEqualTo("org.conscrypt.ConscryptSession");
    }

    @Test
    void reasonIsNamedIfLibraryCannotBeLoaded() {
        assertThat(TlsLog.provider(JDK, new UnsatisfiedLinkError("no such library")))
                .startsWith("the JDK, since netty-tcnative is unavailable: ")
                .endsWith("no such library");
    }
}
