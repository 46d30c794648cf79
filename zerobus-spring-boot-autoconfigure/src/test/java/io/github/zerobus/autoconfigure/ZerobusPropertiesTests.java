package io.github.zerobus.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.stream.StreamOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ZerobusPropertiesTests {

    @Test
    void defaultsAreThoseOfTheEngine() {
        assertThat(new StreamOptionsMapper(new ZerobusProperties().getStream())
                        .map(false)
                        .build())
                .isEqualTo(StreamOptions.defaults());
    }

    @Test
    void everyKeyHasATextAndARowInTheDocument() throws Exception {
        String document = Files.readString(Path.of("../docs/configuration.md"));
        List<String> keys = new ArrayList<>();
        JsonNode metadata = new JsonMapper()
                .readTree(new ClassPathResource("META-INF/spring-configuration-metadata.json")
                        .getContentAsString(java.nio.charset.StandardCharsets.UTF_8));
        for (JsonNode property : metadata.get("properties")) {
            String name = property.get("name").asString();
            String text = property.path("description").asString("");
            keys.add(name);
            assertThat(text).as(name).isNotBlank();
            assertThat(document).contains("| `" + name + "` |").contains("| " + text + " |");
        }
        assertThat(keys)
                .contains("zerobus.endpoint", "zerobus.stream.sub-streams", "zerobus.enabled")
                .hasSize(49);
        assertThat(document.lines().filter(line -> line.startsWith("| `"))).hasSize(49);
    }
}
