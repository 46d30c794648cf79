package io.github.zerobus.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.github.zerobus.records.schema.PlainProperties;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldNamingTests {

    @ParameterizedTest
    @CsvSource({
        "id, id",
        "deviceId, device_id",
        "sourceURL, source_url",
        "URLPath, url_path",
        "value2, value2",
        "value2Max, value2_max",
        "already_snake, already_snake",
        "Mixed_Case, mixed_case",
        "x, x",
        "X, x"
    })
    void snakeCaseSeparatesWords(String name, String column) {
        assertThat(FieldNaming.SNAKE_CASE.column(name)).isEqualTo(column);
        assertThat(FieldNaming.AS_IS.column(name)).isEqualTo(name);
    }

    record Inner(int innerValue) {}

    record Outer(Inner theInner, Map<String, Inner> byName) {}

    @Test
    void namingAppliesToNestedFieldsAndMapEntries() {
        RecordSchema schema = RecordSchema.of(Outer.class, FieldNaming.SNAKE_CASE);

        assertThat(schema.descriptor().getFields())
                .extracting(FieldDescriptor::getName)
                .containsExactly("the_inner", "by_name");
        assertThat(schema.descriptor().findNestedTypeByName("Inner").findFieldByName("inner_value"))
                .isNotNull();
        assertThat(schema.descriptor().findNestedTypeByName("ByNameEntry")).isNotNull();
    }

    record Accessors(boolean isActive, boolean issued) {}

    @Test
    void accessorOfComponentIsNoGetterOfAnotherProperty() {
        RecordSchema schema = RecordSchema.of(Accessors.class, FieldNaming.AS_IS, new PlainProperties());

        assertThat(schema.descriptor().getFields())
                .extracting(FieldDescriptor::getName)
                .containsExactly("isActive", "issued");
    }
}
