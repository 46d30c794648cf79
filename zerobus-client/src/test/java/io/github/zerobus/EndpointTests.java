package io.github.zerobus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zerobus.conformance.Conformance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTests {

    @ParameterizedTest
    @CsvSource({
        "https://123.zerobus.eu-west-1.cloud.databricks.com, 123.zerobus.eu-west-1.cloud.databricks.com, 443, true",
        "123.zerobus.eu.example.com, 123.zerobus.eu.example.com, 443, true",
        "HTTPS://host.example.com:8443/, host.example.com, 8443, true",
        "http://localhost:7777, localhost, 7777, false",
        "http://127.0.0.9, 127.0.0.9, 80, false",
        "http://[::1]:5, ::1, 5, false"
    })
    void parseReturnsHostPortAndTls(String address, String host, int port, boolean tls) {
        Endpoint endpoint = Endpoint.parse(address);

        assertThat(endpoint.host()).isEqualTo(host);
        assertThat(endpoint.port()).isEqualTo(port);
        assertThat(endpoint.tls()).isEqualTo(tls);
        assertThat(endpoint).isEqualTo(Endpoint.parse(endpoint.toString()));
    }

    @Test
    @Conformance(34)
    void workspaceIdIsFirstLabelOfHost() {
        assertThat(Endpoint.parse("123.zerobus.eu.example.com").workspaceId()).isEqualTo("123");
        assertThat(Endpoint.parse("http://localhost").workspaceId()).isEqualTo("localhost");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://",
                "https:///path",
                "ftp://host.example.com",
                "https://host.example.com/path",
                "https://host.example.com?query",
                "https://user@host.example.com",
                "http://example.com",
                "https://a b"
            })
    void parseFailsWhenAddressIsInvalid(String address) {
        assertThatThrownBy(() -> Endpoint.parse(address))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("endpoint");
    }

    @Test
    void failureDoesNotContainUserInfo() {
        assertThatThrownBy(() -> Endpoint.parse("https://user:hush@host.example.com"))
                .hasMessageNotContaining("hush");
    }
}
