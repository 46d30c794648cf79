package io.github.zerobus.embedded.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFormTests {

    static Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "client_credentials");
        fields.put("scope", "all-apis");
        fields.put("resource", "api://databricks/workspaces/1/zerobusDirectWriteApi");
        fields.put("authorization_details", "[{},{},{}]");
        return fields;
    }

    static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static boolean isComplete(Map<String, String> fields) {
        return TokenForm.parse(encode(fields)).isComplete();
    }

    @Test
    void formWithAllFieldsIsComplete() {
        assertThat(isComplete(fields())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"grant_type", "scope", "resource", "authorization_details"})
    void formWithoutAFieldIsIncomplete(String field) {
        Map<String, String> fields = fields();
        fields.remove(field);

        assertThat(isComplete(fields)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grant_type            | password",
                "scope                 | sql",
                "resource              | api://databricks/workspaces/1",
                "resource              | https://workspaces/1/zerobusDirectWriteApi",
                "authorization_details | [{},{}]",
                "authorization_details | [{},{},1]",
                "authorization_details | {}",
                "authorization_details | [",
            })
    void formWithInvalidFieldIsIncomplete(String field, String value) {
        Map<String, String> fields = fields();
        fields.put(field, value);

        assertThat(isComplete(fields)).isFalse();
    }

    @Test
    void basicEncodesCredentials() {
        assertThat(TokenForm.basic("id", "secret")).isEqualTo("Basic aWQ6c2VjcmV0");
    }

    @Test
    void toStringHasNoValues() {
        assertThat(TokenForm.parse("client_secret=s3cret")).hasToString("TokenForm[client_secret]");
    }
}
