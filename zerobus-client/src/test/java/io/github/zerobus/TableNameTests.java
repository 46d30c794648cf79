package io.github.zerobus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableNameTests {

    @Test
    void parseReturnsThreeParts() {
        TableName name = TableName.parse("main.iot.readings");

        assertThat(name).isEqualTo(TableName.parse("main.iot.readings")).hasToString("main.iot.readings");
        assertThat(name).isNotEqualTo(TableName.parse("main.iot.other"));
        assertThat(name.catalog()).isEqualTo("main");
        assertThat(name.schema()).isEqualTo("iot");
        assertThat(name.table()).isEqualTo("readings");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "readings",
                "iot.readings",
                "main..readings",
                ".iot.readings",
                "main.iot.",
                "a.b.c.d",
                "a. .c"
            })
    void parseFailsWhenNameDoesNotHaveThreeParts(String name) {
        assertThatThrownBy(() -> TableName.parse(name))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("catalog.schema.table");
    }
}
