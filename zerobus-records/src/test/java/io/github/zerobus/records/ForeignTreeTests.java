package io.github.zerobus.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.zerobus.RecordType;
import io.github.zerobus.records.jackson.ColumnJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.json.JSONArray;
import org.json.JSONObject;
import org.json.JSONString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Trees of JSON libraries other than Jackson 3. */
class ForeignTreeTests {

    private static final String DOCUMENT = "{\"device\":\"pump-1\",\"celsius\":21.5}";

    private final PayloadConverter converter = PayloadConverter.builder(RecordType.JSON)
            .json(ColumnJson.of(JsonMapper.shared())::write)
            .build();

    record Wrapped(String id, Object body) {}

    private static Stream<Object> trees() throws Exception {
        return Stream.of(
                new com.fasterxml.jackson.databind.ObjectMapper().readTree(DOCUMENT),
                JsonParser.parseString(DOCUMENT),
                JsonMapper.shared().readTree(DOCUMENT),
                new JSONObject(DOCUMENT));
    }

    @ParameterizedTest
    @MethodSource("trees")
    void treeIsSentAsTheDocumentThatItIs(Object tree) {
        assertDocument(tree, DOCUMENT);
        assertDocument(new Wrapped("a", tree), "{\"id\":\"a\",\"body\":" + DOCUMENT + "}");
        assertDocument(Map.of("body", tree), "{\"body\":" + DOCUMENT + "}");
        assertDocument(new Wrapped("a", List.of(tree, 1)), "{\"id\":\"a\",\"body\":[" + DOCUMENT + ",1]}");
    }

    @Test
    void arrayOfOrgJsonIsWrittenAsAnArray() {
        assertDocument(new Wrapped("a", new JSONArray(List.of(1, 2))), "{\"id\":\"a\",\"body\":[1,2]}");
    }

    private void assertDocument(Object record, String expected) {
        JsonMapper mapper = JsonMapper.shared();
        assertThat(mapper.readTree(new String(converter.convert(record).bytes(), StandardCharsets.UTF_8)))
                .isEqualTo(mapper.readTree(expected));
    }

    @Test
    void treeWhoseTextIsNoJsonIsRefused() {
        JsonObject tree = new JsonObject();
        tree.addProperty("x", Double.NaN);

        assertThatExceptionOfType(UnsupportedRecordException.class)
                .isThrownBy(() -> converter.convert(new Wrapped("a", tree)))
                .withMessageContaining("body is a tree of com.google.gson.JsonObject whose text is no JSON");
    }

    @Test
    void treeThatCannotBeWrittenIsRefused() {
        JSONObject tree = new JSONObject().put("a", (JSONString) () -> {
            throw new IllegalStateException("s3cret");
        });

        for (Object record : List.of(tree, new Wrapped("a", tree))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> converter.convert(record))
                    .withMessageNotContaining("s3cret");
        }
    }
}
