package io.github.zerobus.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.ProxyRules;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The settings of the JVM and the rules of the client. */
class RouteTests {

    private static final URI WORKSPACE = URI.create("https://workspace.example.com:443/oidc/v1/token");
    private static final InetSocketAddress RESOLVED = new InetSocketAddress(9);

    private static ProxySelector jvm(Proxy... proxies) {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(proxies);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
        };
    }

    private static Proxy proxy(Proxy.Type type) {
        return new Proxy(type, InetSocketAddress.createUnresolved("proxy.example.com", 1080));
    }

    @Test
    void wayIsDirectWhenNothingNamesProxy() {
        for (ProxySelector selector : new ProxySelector[] {null, jvm(), jvm(Proxy.NO_PROXY)}) {
            Route route = Route.of(WORKSPACE, ProxyRules.direct(), selector);

            assertThat(route.isDirect()).isTrue();
            assertThat(route.hop()).isEqualTo(InetSocketAddress.createUnresolved("workspace.example.com", 443));
            assertThat(route.tunnel(RESOLVED)).isEmpty();
        }
    }

    @Test
    void proxiesOfJvmAreUsed() {
        Route http = Route.of(WORKSPACE, ProxyRules.direct(), jvm(proxy(Proxy.Type.HTTP)));
        Route socks = Route.of(WORKSPACE, ProxyRules.direct(), jvm(proxy(Proxy.Type.SOCKS)));

        assertThat(http.hop().getHostString()).isEqualTo("proxy.example.com");
        assertThat(http.tunnel(RESOLVED)).get().isInstanceOf(HttpProxyHandler.class);
        assertThat(socks.hop().getHostString()).isEqualTo("proxy.example.com");
        assertThat(socks.tunnel(RESOLVED)).get().isInstanceOf(Socks5ProxyHandler.class);
    }

    @Test
    void rulesReplaceSettingsOfJvm() {
        ProxyRules rules = ProxyRules.of("http://me:sesame-9@mine.example.com:8080", List.of("other.example.com"));

        Route through = Route.of(WORKSPACE, rules, jvm(proxy(Proxy.Type.SOCKS)));
        Route excepted = Route.of(URI.create("https://other.example.com/"), rules, jvm(proxy(Proxy.Type.SOCKS)));

        assertThat(through.hop()).isEqualTo(InetSocketAddress.createUnresolved("mine.example.com", 8080));
        assertThat(through.secrets()).contains("sesame-9").hasSize(2);
        assertThat(through.toString()).doesNotContain("sesame");
        assertThat(excepted.isDirect()).isTrue();
    }

    @Test
    void bracketsOfAddressesAreRemoved() {
        Route route = Route.of(URI.create("https://[2001:db8::1]:8443/"), ProxyRules.direct(), null);

        assertThat(route.target()).isEqualTo(InetSocketAddress.createUnresolved("2001:db8::1", 8443));
    }
}
