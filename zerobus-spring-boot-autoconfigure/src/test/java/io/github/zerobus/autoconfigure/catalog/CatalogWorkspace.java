package io.github.zerobus.autoconfigure.catalog;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.records.table.ColumnTypes;
import io.github.zerobus.records.table.TableColumn;
import io.github.zerobus.records.table.TableColumn.Struct;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A workspace with a catalog, and a service that is not embedded for the application. */
final class CatalogWorkspace implements AutoCloseable {

    static final String TABLE = "main.iot.readings";

    private static final String PATH = "/api/2.1/unity-catalog/tables/.*";

    final EmbeddedZerobusServer service = EmbeddedZerobusServer.start();
    private final WireMockServer http =
            new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));

    CatalogWorkspace() {
        http.start();
        http.stubFor(post("/oidc/v1/token").willReturn(ok("{\"access_token\":\"t0ken\",\"expires_in\":3600}")));
    }

    void answer(ResponseDefinitionBuilder response) {
        http.stubFor(get(urlPathMatching(PATH)).willReturn(response));
    }

    /** @param columns as the fields of a STRUCT */
    void columns(String columns) {
        List<TableColumn> fields = ((Struct) ColumnTypes.parse("struct<" + columns + ">")).fields();
        answer(ok(IntStream.range(0, fields.size())
                .mapToObj(i -> "{\"name\":\"%s\",\"type_text\":\"%s\",\"position\":%d,\"nullable\":%s}"
                        .formatted(
                                fields.get(i).name(),
                                fields.get(i).type().sql(),
                                i,
                                !fields.get(i).required()))
                .collect(Collectors.joining(",", "{\"columns\":[", "]}"))));
    }

    /** The next read fails, and the one after it succeeds with the present response. */
    void failNextRead() {
        http.stubFor(get(urlPathMatching(PATH))
                .inScenario("failure")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(serviceUnavailable())
                .willSetStateTo("over"));
    }

    int reads() {
        return http.findAll(getRequestedFor(urlPathMatching(PATH))).size();
    }

    ApplicationContextRunner runner() {
        return ContextRunners.full()
                .withPropertyValues(
                        "zerobus.endpoint=" + service.endpoint(),
                        "zerobus.workspace-url=http://127.0.0.1:" + http.port(),
                        "zerobus.oauth.client-id=my-id",
                        "zerobus.oauth.client-secret=s3cret",
                        "zerobus.table=" + TABLE,
                        "zerobus.stream.sub-streams=1");
    }

    @Override
    public void close() {
        http.stop();
        service.close();
    }
}
