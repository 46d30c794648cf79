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
        "default, descriptor, zerobus.stream.record-class",
        "default, proxy, zerobus.proxy.url",
        "default, client-id, zerobus.oauth.client-id",
        "default, token-refresh-buffer, zerobus.oauth.token-refresh-buffer",
        "orders, sub-streams, zerobus.streams.orders.sub-streams",
        "orders, recovery.backoff, zerobus.streams.orders.recovery.backoff",
        "orders, table, zerobus.streams.orders.table",
        "orders, descriptor, zerobus.streams.orders.record-class",
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
