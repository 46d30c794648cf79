package io.github.zerobus.autoconfigure.channel;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Checks certificates by the trust manager of the moment of each handshake, and remembers where sessions are kept. */
final class CurrentTrust extends X509ExtendedTrustManager {

    private final Supplier<@Nullable X509ExtendedTrustManager> current;
    private final Set<SSLSessionContext> sessions;

    CurrentTrust(Supplier<@Nullable X509ExtendedTrustManager> current, Set<SSLSessionContext> sessions) {
        this.current = current;
        this.sessions = sessions;
    }

    private X509ExtendedTrustManager current() throws CertificateException {
        X509ExtendedTrustManager manager = current.get();
        if (manager == null) {
            throw new CertificateException("the update of the SSL bundle has no trust manager for X.509");
        }
        return manager;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        remember(engine.getHandshakeSession());
        current().checkServerTrusted(chain, type, engine);
    }

    private void remember(@Nullable SSLSession session) {
        SSLSessionContext context = session == null ? null : session.getSessionContext();
        if (context != null) {
            sessions.add(context);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        current().checkServerTrusted(chain, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        current().checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        current().checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        current().checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        current().checkClientTrusted(chain, type);
    }

    /** Used for hints to clients only, so a bundle without a trust manager accepts none. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        X509ExtendedTrustManager manager = current.get();
        return manager == null ? new X509Certificate[0] : manager.getAcceptedIssuers();
    }
}
