package io.github.zerobus.benchmarks.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonTextsTests {

    @ParameterizedTest
    @ValueSource(ints = {100, 1024})
    void textsAreObjectsOfGivenSize(int size) {
        for (String text : JsonTexts.ofSize(size)) {
            JsonNode object = JsonMapper.builder().build().readTree(text);
            assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSize(size);
            assertThat(object.get("device").asString()).startsWith("sensor-");
            assertThat(object.get("note").asString()).hasSizeGreaterThanOrEqualTo(16);
        }
    }

    @Test
    void longTextsHaveAllFieldsOfReading() {
        JsonNode object = JsonMapper.builder().build().readTree(JsonTexts.ofSize(1024)[0]);
        assertThat(object.size()).isEqualTo(11);
    }
}
