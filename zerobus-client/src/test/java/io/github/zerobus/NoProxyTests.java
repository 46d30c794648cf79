package io.github.zerobus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoProxyTests {

    private static final String HOST = "123.zerobus.eu-west-1.cloud.databricks.com";

    private static boolean direct(String entry, String host, int port) {
        Map<String, String> variables = Map.of("https_proxy", "http://proxy:3128", "no_proxy", entry);
        return EngineAccess.proxyFor(ProxyRules.environment(variables, host), host, port)
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cloud.databricks.com",
                ".cloud.databricks.com",
                "*.cloud.databricks.com",
                "*databricks.com",
                "localhost|*.databricks.com",
                "localhost *.corp .databricks.com",
                "localhost; .databricks.com",
                HOST + ":443",
                ".databricks.com:443",
                "*.databricks.com:443",
                "Cloud.Databricks.COM",
                "cloud.databricks.com.",
                "\"cloud.databricks.com\"",
                "*:443",
                "foo_bar.corp,http://odd,databricks.com"
            })
    void hostIsConnectedDirectlyInEachSpelling(String entry) {
        assertThat(direct(entry, HOST, 443)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bricks.com",
                "127.0.0.1,localhost",
                ".databricks.com:8443",
                "10.0.0.0/8",
                "databricks.co",
                "*:80"
            })
    void otherHostsAreConnectedThroughProxy(String entry) {
        assertThat(direct(entry, HOST, 443)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.12.0.5, true",
        "10.0.0.0/8, 11.12.0.5, false",
        "10.0.0.0/9, 10.127.0.5, true",
        "10.0.0.0/9, 10.128.0.5, false",
        "'172.16.0.0/12,192.168.0.0/16', 192.168.3.4, true",
        "0.0.0.0/0, 8.8.8.8, true",
        "10.12.0.5, 10.12.0.5, true",
        "10.12.0.5:443, 10.12.0.5, true",
        "10.12.0.5, 10.12.0.50, false",
        "10.12., 10.12.0.5, true",
        "10.12., 10.120.0.5, false",
        "[fd00::1], fd00::1, true",
        "fd00::1, [fd00:0::1], true",
        "[fd00::1]:443, fd00::1, true",
        "fd00::/8, fd12::1, true",
        "fd00::/8, fe00::1, false"
    })
    void addressesAndNetworksMatchAddresses(String entry, String host, boolean direct) {
        assertThat(direct(entry, host, 443)).isEqualTo(direct);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://host",
                "a*.b",
                "10.0.0.0/33",
                "10.0.0.0/x",
                "fd00::/129",
                "${NO_PROXY}",
                "a/b",
                "1.2.3.4/8/8",
                "a..b"
            })
    void entryThatCannotBeUsedIsRefusedByName(String entry) {
        assertThatThrownBy(() -> ProxyRules.of("proxy:3128", List.of("ok.com", entry)))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("no-proxy")
                .hasMessageContaining(entry);
    }

    private static EngineAccess.HttpProxy proxy(String address) {
        return EngineAccess.proxyFor(ProxyRules.of(address, List.of()), HOST).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "http://corp_proxy:3128, corp_proxy, 3128,,",
        "corp_proxy, corp_proxy, 80,,",
        "http://[fd00::1]:3128/, [fd00::1], 3128,,",
        "http://user:p@ss@proxy:3128, proxy, 3128, user, p@ss",
        "http://user:p%40s+s@proxy:3128, proxy, 3128, user, p@s+s",
        "http://user:p#s/s@proxy:3128, proxy, 3128, user, p#s/s",
        "http://DOMAIN\\user:pw@proxy:3128, proxy, 3128, DOMAIN\\user, pw",
        "user@proxy, proxy, 80, user,"
    })
    void addressOfProxyIsReadInEachSpelling(String address, String host, int port, String user, String password) {
        EngineAccess.HttpProxy proxy = proxy(address);
        assertThat(proxy.address().getHostString()).isEqualTo(host);
        assertThat(proxy.address().getPort()).isEqualTo(port);
        assertThat(proxy.user().orElse(null)).isEqualTo(user);
        assertThat(proxy.password().orElse(null)).isEqualTo(password);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5://user:hush@proxy:1080",
                "https://proxy:3128",
                "http://user:50%hush@proxy:3128",
                "http://",
                "proxy:99999",
                "proxy:0",
                "pro xy:1"
            })
    void addressThatCannotBeUsedIsRefusedWithoutPassword(String address) {
        assertThatThrownBy(() -> ProxyRules.of(address, List.of()))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("SOCKS")
                .hasMessageNotContaining("hush");
    }

    @Test
    void textOfRulesShowsExceptionsAndNoPassword() {
        assertThat(ProxyRules.of("u:hush@proxy:3128", List.of("*.a.com")))
                .hasToString("ProxyRules[proxy:3128, except [*.a.com]]");
    }
}
