package io.github.zerobus.autoconfigure.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Timestamp;
import io.github.zerobus.EngineAccess;
import io.github.zerobus.ErrorKind;
import io.github.zerobus.GrpcCode;
import io.github.zerobus.SchemaException;
import io.github.zerobus.SchemaFault;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.TableName;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.autoconfigure.fixture.Analyses;
import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import io.github.zerobus.autoconfigure.fixture.TunnelProxy;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.template.ZerobusTemplate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class StreamOpenFailureAnalyzerTests {

    private static final String TABLE = "main.iot.readings";

    private final EmbeddedZerobusServer server =
            EmbeddedZerobusServer.builder().credentials("client-7", "hush").start();

    private final Analyses analyses = new Analyses();

    private final ApplicationContextRunner runner = ContextRunners.full()
            .withInitializer(analyses)
            .withPropertyValues(
                    "zerobus.table=" + TABLE,
                    "zerobus.endpoint=" + server.endpoint(),
                    "zerobus.stream.sub-streams=1",
                    "zerobus.stream.recovery.max-retries=1",
                    "zerobus.stream.recovery.timeout=1s",
                    "zerobus.stream.recovery.backoff=1ms");

    private final ApplicationContextRunner anonymous =
            runner.withBean(HeadersProvider.class, () -> table -> Map.of("authorization", "Bearer none"));

    @AfterEach
    void stopServer() {
        server.close();
    }

    private ApplicationContextRunner as(String secret) {
        return runner.withPropertyValues(
                "zerobus.workspace-url=" + server.workspaceUrl(),
                "zerobus.oauth.client-id=client-7",
                "zerobus.oauth.client-secret=" + secret);
    }

    /** Neither description nor action may contain credentials. */
    private void assertAnalysis(ApplicationContextRunner failing, String description, String... action) {
        failing.run(context -> {
            FailureAnalysis analysis = analyses.of(context);
            assertThat(analysis.getDescription()).contains(TABLE, description);
            assertThat(analysis.getAction()).contains(action);
            assertThat(analysis.getDescription() + analysis.getAction())
                    .doesNotContain("hush", "wrong-secret", "client-7", "Bearer");
        });
    }

    @Test
    void analysisNamesCredentialsWhenWorkspaceRejectsThem() {
        assertAnalysis(
                as("wrong-secret"),
                "rejected the credentials with HTTP 4",
                "zerobus.oauth.client-secret",
                "workspace-url");
    }

    @Test
    void analysisNamesEndpointAndWorkspaceWhenServiceRejectsToken() {
        server.onTable(TABLE).everyStream().refuse(StatusCode.UNAUTHENTICATED);

        assertAnalysis(as("hush"), "UNAUTHENTICATED", "zerobus.endpoint and zerobus.workspace-url belong together");
    }

    @Test
    void analysisNamesWorkspaceOfAnotherCloud() {
        runner.withPropertyValues(
                        "zerobus.endpoint=https://1.zerobus.eu-west-1.cloud.databricks.com",
                        "zerobus.workspace-url=https://adb-1.2.azuredatabricks.net",
                        "zerobus.oauth.client-id=client-7",
                        "zerobus.oauth.client-secret=hush")
                .run(context -> {
                    FailureAnalysis analysis = analyses.of(context);
                    assertThat(analysis.getDescription())
                            .contains("zerobus.endpoint is a host of *.cloud.databricks.com");
                    assertThat(analysis.getAction()).contains("Set both to the same workspace");
                });
    }

    @Test
    void analysisNamesMissingTable() {
        server.onTable(TABLE).everyStream().refuse(StatusCode.NOT_FOUND);

        assertAnalysis(as("hush"), "NOT_FOUND", "Check that the table main.iot.readings exists");
    }

    @Test
    void analysisNamesEndpointWithoutService() {
        server.onTable(TABLE).everyStream().refuse(StatusCode.UNIMPLEMENTED);

        assertAnalysis(as("hush"), "UNIMPLEMENTED", "no Zerobus Ingest service at zerobus.endpoint");
    }

    @Test
    void analysisListsFieldsWhenServiceRejectsDescriptor() {
        server.onTable(TABLE).everyStream().refuse(StatusCode.INVALID_ARGUMENT);

        assertAnalysis(
                as("hush")
                        .withBean(Descriptor.class, Timestamp::getDescriptor)
                        .withPropertyValues("zerobus.stream.record-type=proto"),
                "INVALID_ARGUMENT",
                "The fields of the records are seconds int64, nanos int32.",
                "DESCRIBE TABLE `main`.`iot`.`readings`");
    }

    @Test
    void analysisExplainsSchemaFaults() {
        SchemaFault fault = new SchemaFault(List.of(SchemaFault.Cause.values()), "8001");
        SchemaException schema =
                EngineAccess.schemaFailure(false, GrpcCode.INVALID_ARGUMENT, "the call ended; " + fault, fault, null);
        StreamOpenException failure = EngineAccess.openFailure(
                "cannot open: " + schema.getMessage(), TableName.parse(TABLE), List.of("id int64"), 1, schema);

        FailureAnalysis analysis =
                Objects.requireNonNull(new StreamOpenFailureAnalyzer(new StandardEnvironment(), null).analyze(failure));

        assertThat(analysis.getDescription()).contains("FIELD_NOT_IN_TABLE", "error code 8001");
        assertThat(analysis.getAction())
                .contains(
                        "a field has no column of the same name",
                        "the type of a field does not match its column",
                        "The fields of the records are id int64.",
                        "DESCRIBE TABLE `main`.`iot`.`readings`");
    }

    @Test
    void analysisNamesSslBundleWhenCertificateIsNotTrusted() {
        try (EmbeddedZerobusServer tls =
                EmbeddedZerobusServer.builder().tls(true).start()) {
            assertAnalysis(
                    anonymous.withPropertyValues("zerobus.endpoint=" + tls.endpoint()),
                    "PKIX path building failed",
                    "Check that zerobus.endpoint uses TLS",
                    "set zerobus.ssl.bundle");
        }
    }

    @Test
    void analysisNamesEndpointWhenServerDoesNotUseTls() {
        assertAnalysis(
                anonymous.withPropertyValues("zerobus.endpoint=https://127.0.0.1:" + server.port()),
                "not an SSL/TLS record",
                "Check that zerobus.endpoint uses TLS");
    }

    @Test
    void analysisNamesTrustStoreWhenCertificateOfWorkspaceIsNotTrusted() {
        try (EmbeddedZerobusServer tls =
                EmbeddedZerobusServer.builder().tls(true).start()) {
            assertAnalysis(
                    as("hush").withPropertyValues("zerobus.workspace-url=https://127.0.0.1:" + tls.port()),
                    "is unreachable",
                    "Check that zerobus.workspace-url uses TLS",
                    "javax.net.ssl.trustStore");
        }
    }

    @Test
    void analysisNamesProxyThatRefusesTunnelToWorkspace() {
        try (TunnelProxy proxy = new TunnelProxy(0)) {
            assertAnalysis(
                    as("hush")
                            .withPropertyValues(proxyUrl(proxy), "zerobus.workspace-url=https://workspace.example.com"),
                    "proxy at 127.0.0.1:" + proxy.port() + " did not open a tunnel",
                    "Check zerobus.proxy.url: host, port",
                    "zerobus.proxy.no-proxy");
        }
    }

    @Test
    void analysisNamesProxyThatRefusesTunnelToService() {
        try (TunnelProxy proxy = new TunnelProxy(0)) {
            assertAnalysis(
                    anonymous.withPropertyValues(proxyUrl(proxy), "zerobus.endpoint=https://1.zerobus.example.com"),
                    "the proxy refused the CONNECT tunnel",
                    "Check zerobus.proxy.url: host, port");
        }
    }

    @Test
    void analysisNamesVariablesWhenProxyIsOfTheEnvironment() {
        ZerobusException cause = EngineAccess.failure(
                ErrorKind.TRANSIENT,
                true,
                null,
                "no tunnel",
                EngineAccess.proxyFailure("the proxy refused the CONNECT tunnel", null));
        StreamOpenException failure =
                EngineAccess.openFailure("cannot open", TableName.parse(TABLE), List.of(), 1, cause);

        FailureAnalysis analysis =
                Objects.requireNonNull(new StreamOpenFailureAnalyzer(new StandardEnvironment(), null).analyze(failure));

        assertThat(analysis.getDescription()).contains("the proxy refused the CONNECT tunnel");
        assertThat(analysis.getAction())
                .contains("Check the proxy of the environment (https_proxy and similar)", "set no_proxy.")
                .doesNotContain("zerobus.proxy");
    }

    @Test
    void analysisNamesProxyThatIsNotReachable() {
        TunnelProxy gone = new TunnelProxy(0);
        gone.close();

        assertAnalysis(
                as("hush").withPropertyValues(proxyUrl(gone), "zerobus.workspace-url=https://workspace.example.com"),
                "proxy at 127.0.0.1:" + gone.port() + " did not open a tunnel",
                "Check zerobus.proxy.url");
        assertAnalysis(
                anonymous.withPropertyValues(proxyUrl(gone), "zerobus.endpoint=https://1.zerobus.example.com"),
                "127.0.0.1:" + gone.port(),
                "zerobus.proxy.url");
    }

    private static String proxyUrl(TunnelProxy proxy) {
        return "zerobus.proxy.url=http://me:hush@127.0.0.1:" + proxy.port();
    }

    @Test
    void analysisNamesStartupWhenServiceIsNotReachable() {
        String endpoint = server.endpoint();
        server.close();

        assertAnalysis(
                anonymous.withPropertyValues("zerobus.endpoint=" + endpoint),
                "Connection refused",
                "Check that zerobus.endpoint and zerobus.workspace-url are reachable",
                "zerobus.stream.startup to background");
    }

    @Test
    void analysisNamesPropertiesOfNamedStream() {
        server.onTable("main.shop.orders").everyStream().refuse(StatusCode.INVALID_ARGUMENT);

        as("hush")
                .withPropertyValues(
                        "zerobus.streams.orders.table=main.shop.orders", "zerobus.streams.orders.sub-streams=1")
                .run(context -> assertThat(analyses.of(context).getAction())
                        .contains("record-type, record-class and record-naming of zerobus.streams.orders."));
    }

    @Test
    void analysisNamesStarterWhenThereIsNoJsonMapper() {
        as("hush")
                .withClassLoader(new FilteredClassLoader(JsonMapper.class))
                .withUserConfiguration(SendsAnObject.class)
                .run(context -> {
                    FailureAnalysis analysis = analyses.of(context);
                    assertThat(analysis.getDescription()).contains("java.time.Duration", "no JsonMapper bean");
                    assertThat(analysis.getAction()).contains("spring-boot-starter-jackson", "RecordConverter");
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class SendsAnObject {

        @Bean
        SmartInitializingSingleton sender(ZerobusTemplate template) {
            return () -> template.ingest(Duration.ZERO);
        }
    }
}
