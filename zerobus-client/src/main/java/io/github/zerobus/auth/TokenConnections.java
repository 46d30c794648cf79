package io.github.zerobus.auth;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.ProxyRules;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * Opens connections to the workspace, through a proxy if the rules select one for its host. If the rules have no proxy
 * at all, the settings of the JVM apply.
 *
 * @param proxies rules of the proxy
 * @param tls used inside of a tunnel and without one
 */
record TokenConnections(ProxyRules proxies, SSLSocketFactory tls) {

    static TokenConnections of(ProxyRules proxies) {
        return new TokenConnections(proxies, HttpsURLConnection.getDefaultSSLSocketFactory());
    }

    HttpURLConnection open(URI address) throws IOException {
        Optional<EngineAccess.HttpProxy> proxy = EngineAccess.proxyFor(proxies, address.getHost());
        HttpURLConnection connection = (HttpURLConnection)
                (EngineAccess.isDirect(proxies)
                        ? address.toURL().openConnection()
                        : address.toURL().openConnection(Proxy.NO_PROXY));
        if (connection instanceof HttpsURLConnection https) {
            https.setSSLSocketFactory(proxy.<SSLSocketFactory>map(found -> new ProxyTunnels(found, tls))
                    .orElse(tls));
        }
        return connection;
    }
}
