package io.github.zerobus.auth;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.zerobus.ErrorKind;
import io.github.zerobus.InvalidOptionException;
import io.github.zerobus.ZerobusException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exchange of tokens of another identity provider. */
@Timeout(60)
class SubjectTokenTests {

    private static final String TABLE = "main.iot.readings";
    private static final String PATH = "/oidc/v1/token";

    @RegisterExtension
    static final WireMockExtension workspace = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    @TempDir
    Path folder;

    private static void answer(ResponseDefinitionBuilder response) {
        workspace.stubFor(post(PATH).willReturn(response));
    }

    private static OAuthTokenProvider.Builder builder() {
        return OAuthTokenProvider.builder()
                .workspaceUrl(URI.create("http://127.0.0.1:" + workspace.getPort()))
                .workspaceId("1234567890");
    }

    private static String jwt(String claims) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".c2lnbmF0dXJl";
    }

    private static ZerobusException failure(OAuthTokenProvider provider) {
        return catchThrowableOfType(ZerobusException.class, () -> provider.token(TABLE));
    }

    @Test
    void requestMatchesProtocol() {
        answer(ok("{\"access_token\":\"t1\",\"expires_in\":3600}"));
        String subject = jwt("{\"sub\":\"pod\"}");

        Token token = builder().subjectToken(() -> subject).build().token(TABLE);

        assertThat(token.value()).isEqualTo("t1");
        workspace.verify(postRequestedFor(urlEqualTo(PATH))
                .withHeader("Authorization", absent())
                .withFormParam("grant_type", equalTo("urn:ietf:params:oauth:grant-type:token-exchange"))
                .withFormParam("subject_token", equalTo(subject))
                .withFormParam("subject_token_type", equalTo("urn:ietf:params:oauth:token-type:jwt"))
                .withFormParam("client_id", absent())
                .withFormParam("scope", equalTo("all-apis"))
                .withFormParam("resource", equalTo("api://databricks/workspaces/1234567890/zerobusDirectWriteApi"))
                .withFormParam("authorization_details", matching(".*zerobuswrite.*")));
    }

    @Test
    void clientIdIsSentWhenSet() {
        answer(ok("{\"access_token\":\"t1\",\"expires_in\":3600}"));

        builder().clientId("my-id").subjectToken(() -> "a.b.c").build().token(TABLE);

        workspace.verify(postRequestedFor(urlEqualTo(PATH)).withFormParam("client_id", equalTo("my-id")));
    }

    @Test
    void fileIsReadForEachRequestAndTokenIsCached() throws IOException {
        answer(ok("{\"access_token\":\"t1\",\"expires_in\":3600}"));
        Path file = folder.resolve("token");
        Files.writeString(file, "first.jwt.x\n");
        OAuthTokenProvider provider = builder().subjectTokenFile(file).build();

        Token first = provider.token(TABLE);
        provider.token(TABLE);
        workspace.verify(1, postRequestedFor(urlEqualTo(PATH)).withFormParam("subject_token", equalTo("first.jwt.x")));

        Files.writeString(file, "second.jwt.x");
        provider.invalidate(first);
        provider.token(TABLE);
        workspace.verify(1, postRequestedFor(urlEqualTo(PATH)).withFormParam("subject_token", equalTo("second.jwt.x")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "empty", "long", "folder"})
    void fileThatCannotBeUsedIsRetryableAndNamed(String state) throws IOException {
        Path file = folder.resolve("token");
        switch (state) {
            case "empty" -> Files.writeString(file, " \n");
            case "long" -> Files.writeString(file, "x".repeat(70_000));
            case "folder" -> Files.createDirectory(file);
            default -> assertThat(file).doesNotExist();
        }

        ZerobusException failure = failure(builder().subjectTokenFile(file).build());

        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure).hasMessageContaining(file.toString());
        workspace.verify(0, postRequestedFor(urlEqualTo(PATH)));
    }

    @Test
    void expiredSubjectTokenIsRetryableAndNotSent() {
        Instant expiry = Instant.now().minusSeconds(60);
        String subject = jwt("{\"exp\":" + expiry.getEpochSecond() + "}");

        ZerobusException failure = failure(builder().subjectToken(() -> subject).build());

        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure)
                .hasMessageContaining("has expired at " + Instant.ofEpochSecond(expiry.getEpochSecond()))
                .hasMessageNotContaining(subject);
        workspace.verify(0, postRequestedFor(urlEqualTo(PATH)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"opaque", "a.b", "a.!!.c", "..", "a.e30.c", "a.W10.c", "a.eyJleHAiOiJ4In0.c"})
    void tokenWithoutReadableExpiryIsLeftToWorkspace(String subject) {
        answer(ok("{\"access_token\":\"t1\",\"expires_in\":3600}"));

        assertThat(builder().subjectToken(() -> subject).build().token(TABLE).value())
                .isEqualTo("t1");
    }

    @Test
    void rejectionNamesSubjectTokenAndDoesNotShowIt() {
        answer(aResponse().withStatus(401).withBody("sesame.open.x"));

        ZerobusException failure =
                failure(builder().subjectToken(() -> "sesame.open.x").build());

        assertThat(failure.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
        assertThat(failure.isRetryable()).isFalse();
        assertThat(failure)
                .hasMessageContaining("the subject token")
                .hasMessageNotContaining("client-secret")
                .hasMessageNotContaining("sesame");
    }

    @Test
    void supplierThatThrowsIsRetryable() {
        ZerobusException failure = failure(builder()
                .subjectToken(() -> {
                    throw new IllegalStateException("no vault");
                })
                .build());

        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure).hasRootCauseMessage("no vault");
    }

    @Test
    void secretTogetherWithSubjectTokenIsRefused() {
        assertThatThrownBy(() -> builder()
                        .clientId("id")
                        .clientSecret("hush")
                        .subjectToken(() -> "x")
                        .build())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("client-secret")
                .hasMessageNotContaining("hush");
    }
}
