package io.github.zerobus.autoconfigure.channel;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;

/**
 * Managers of an SSL bundle that follow its updates: channels live as long as their streams, and each handshake uses
 * the certificates that the bundle has then. Thread-safe.
 */
final class BundleManagers implements Consumer<SslBundle> {

    private static final Logger log = LoggerFactory.getLogger(BundleManagers.class);

    /** Managers of one version of the bundle. */
    private record Version(List<TrustManager> trust, List<KeyManager> keys) {

        static Version of(SslBundle bundle) {
            return new Version(
                    List.of(bundle.getManagers().getTrustManagers()),
                    List.of(bundle.getManagers().getKeyManagers()));
        }
    }

    /** Resumed sessions present and check no certificates, so an update ends them. */
    private final Set<SSLSessionContext> sessions =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private volatile Version version;

    BundleManagers(SslBundle bundle) {
        this.version = Version.of(bundle);
    }

    TrustManager[] trustManagers() {
        return find(X509ExtendedTrustManager.class, version.trust()) == null
                ? version.trust().toArray(TrustManager[]::new)
                : new TrustManager[] {
                    new CurrentTrust(() -> find(X509ExtendedTrustManager.class, version.trust()), sessions)
                };
    }

    KeyManager[] keyManagers() {
        return find(X509ExtendedKeyManager.class, version.keys()) == null
                ? version.keys().toArray(KeyManager[]::new)
                : new KeyManager[] {new CurrentKey(() -> find(X509ExtendedKeyManager.class, version.keys()))};
    }

    private static <T> @Nullable T find(Class<T> type, List<?> managers) {
        return managers.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    /** The bundle was updated. */
    @Override
    public void accept(SslBundle updated) {
        try {
            version = Version.of(updated);
        } catch (RuntimeException e) {
            log.warn("The update of the SSL bundle is invalid, so its former certificates stay in use", e);
            return;
        }
        synchronized (sessions) {
            sessions.forEach(BundleManagers::invalidate);
        }
        log.info("The SSL bundle was updated; new connections use its certificates");
    }

    private static void invalidate(SSLSessionContext context) {
        Collections.list(context.getIds()).forEach(id -> {
            SSLSession session = context.getSession(id);
            if (session != null) {
                session.invalidate();
            }
        });
    }
}
