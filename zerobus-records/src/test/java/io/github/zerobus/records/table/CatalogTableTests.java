package io.github.zerobus.records.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTableTests {

    @Test
    void columnsAreReadInTheOrderOfTheirPositions() {
        CatalogTable table = CatalogTable.parse("""
                {"name": "readings", "columns": [
                  {"name": "at", "type_text": "timestamp", "type_name": "TIMESTAMP", "position": 1, "nullable": true},
                  {"name": "id", "type_text": "bigint", "type_name": "LONG", "position": 0, "nullable": false},
                  {"name": "price", "type_text": "decimal(10,2)", "type_json": "not json {", "position": 2},
                  {"name": "lines", "position": 5, "type_text": "array<struct<sku:string>>",
                   "type_json": "{\\"name\\":\\"lines\\",\\"type\\":{\\"type\\":\\"array\\",\\"elementType\\":{\\"type\\":\\"struct\\",\\"fields\\":[{\\"name\\":\\"sku\\",\\"type\\":\\"string\\",\\"nullable\\":false,\\"metadata\\":{}}]},\\"containsNull\\":true},\\"nullable\\":true,\\"metadata\\":{}}"},
                  {"name": "m", "position": 6, "type_json": "{\\"type\\":\\"map\\",\\"keyType\\":\\"string\\",\\"valueType\\":\\"decimal(5,1)\\",\\"valueContainsNull\\":true}"},
                  {"name": "odd", "position": 7, "type_text": "interval day to second", "type_name": "INTERVAL"}
                ]}""");
        assertThat(table.columns().definitions())
                .isEqualTo("id BIGINT NOT NULL, at TIMESTAMP, price DECIMAL(10, 2), lines ARRAY<STRUCT<sku: STRING NOT"
                        + " NULL>>, m MAP<STRING, DECIMAL(5, 1)>, odd INTERVAL");
        assertThat(table.positions()).containsExactly(0, 1, 2, 5, 6, 7);
    }

    @Test
    void orderIsKeptWithoutPositions() {
        CatalogTable table = CatalogTable.parse(
                "{\"columns\":[{\"name\":\"b\",\"type_text\":\"int\",\"position\":1},{\"name\":\"a\",\"type_text\":\"int\"}]}");
        assertThat(table.columns().definitions()).isEqualTo("b INT, a INT");
        assertThat(table.positions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>s3cret</html>",
                "[]",
                "null",
                "{}",
                "{\"columns\":[]}",
                "{\"columns\":{}}",
                "{\"columns\":[1]}",
                "{\"columns\":[{\"type_text\":\"int\"}]}",
                "{\"columns\":[{\"name\":\"s3cret\""
            })
    void otherResponsesAreRefusedWithoutTheirText(String json) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CatalogTable.parse(json))
                .withMessageStartingWith("the response ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
    }
}
