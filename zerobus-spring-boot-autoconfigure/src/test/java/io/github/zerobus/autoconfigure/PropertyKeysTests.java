package io.github.zerobus.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PropertyKeysTests {

    @ParameterizedTest
    @CsvSource({
        "default, sub-streams, zerobus.stream.sub-streams",
        "default, recovery.backoff, zerobus.stream.recovery.backoff",
        "default, table, zerobus.table",
        "default, endpoint, zerobus.endpoint",
        "default, workspace-url, zerobus.workspace-url",
        "default, application-name, zerobus.application-name",
        "default, proxy.url, zerobus.proxy.url",
        "default, oauth.token-refresh-buffer, zerobus.oauth.token-refresh-buffer",
        "orders, sub-streams, zerobus.streams.orders.sub-streams",
        "orders, recovery.backoff, zerobus.streams.orders.recovery.backoff",
        "orders, table, zerobus.streams.orders.table",
        "orders, endpoint, zerobus.endpoint",
    })
    void keyIsDerivedFromProperties(String stream, String option, String key) {
        assertThat(PropertyKeys.of(stream, option)).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({"unknown", "recovery.unknown", "sub-streams.unknown"})
    void optionWithoutPropertyIsReturnedUnchanged(String option) {
        assertThat(PropertyKeys.of(StreamNames.DEFAULT, option)).isEqualTo(option);
    }
}
