package io.github.zerobus.autoconfigure;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zerobus.Endpoint;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkspaceMatchTests {

    @ParameterizedTest
    @CsvSource({
        "123.zerobus.eu-west-1.cloud.databricks.com, https://dbc-a1b2c3d4-e5f6.cloud.databricks.com",
        "123.zerobus.westeurope.azuredatabricks.net, https://adb-123.4.azuredatabricks.net",
        "123.zerobus.europe-west3.gcp.databricks.com, https://123.4.gcp.databricks.com",
        "123.zerobus.example.com, https://adb-456.4.azuredatabricks.net",
        "123.zerobus.eu-west-1.cloud.databricks.com, https://login.example.com",
        "127.0.0.1, https://adb-456.4.azuredatabricks.net"
    })
    void hostsThatMayBelongTogetherAreAccepted(String endpoint, URI workspace) {
        assertThatCode(() -> WorkspaceMatch.check(Endpoint.parse(endpoint), workspace))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "123.zerobus.westeurope.azuredatabricks.net, https://adb-456.4.azuredatabricks.net, workspace 456",
        "123.zerobus.europe-west3.gcp.databricks.com, https://456.4.gcp.databricks.com, workspace 456",
        "123.zerobus.eu-west-1.cloud.databricks.com, https://adb-123.4.azuredatabricks.net, *.azuredatabricks.net",
        "123.zerobus.europe-west3.gcp.databricks.com, https://dbc-1.CLOUD.databricks.com, *.cloud.databricks.com"
    })
    void hostsThatDoNotBelongTogetherAreRejected(String endpoint, URI workspace, String named) {
        assertThatThrownBy(() -> WorkspaceMatch.check(Endpoint.parse(endpoint), workspace))
                .isInstanceOf(ZerobusConfigurationException.class)
                .hasMessageContaining("zerobus.endpoint")
                .hasMessageContaining("zerobus.workspace-url")
                .hasMessageContaining(named);
    }
}
