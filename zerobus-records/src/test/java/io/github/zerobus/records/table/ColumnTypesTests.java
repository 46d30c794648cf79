package io.github.zerobus.records.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnTypesTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                bigint | BIGINT
                long | BIGINT
                Integer | INT
                varchar(20) | STRING
                string collate UTF8_LCASE | STRING
                decimal | DECIMAL(10, 0)
                decimal(10,2) | DECIMAL(10, 2)
                NUMERIC( 5 ) | DECIMAL(5, 0)
                timestamp_ntz | TIMESTAMP_NTZ
                geography(4326) | GEOGRAPHY
                array<array<int>> | ARRAY<ARRAY<INT>>
                map<string,array<double>> | MAP<STRING, ARRAY<DOUBLE>>
                struct<> | STRUCT<>
                struct<id:bigint,name:string> | STRUCT<id: BIGINT, name: STRING>
                struct<id: int not null comment 'it''s', `a b`: date> | STRUCT<id: INT NOT NULL, `a b`: DATE>
                struct<`a``b`:int> | STRUCT<`a``b`: INT>
                struct<a int, größe struct<b: variant>> | STRUCT<a: INT, `größe`: STRUCT<b: VARIANT>>
                """)
    void typesAreRead(String text, String sql) {
        assertThat(ColumnTypes.parse(text.replace("'it''s'", "'it\\'s'")).sql()).isEqualTo(sql);
        assertThat(ColumnTypes.parse(ColumnTypes.parse(text.replace("'it''s'", "'its'"))
                                .sql())
                        .sql())
                .isEqualTo(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "array",
                "array<int",
                "array<>",
                "map<int>",
                "struct<a>",
                "struct<a:int b>",
                "decimal(x)",
                "int>",
                "struct<a:int,>",
                "struct<`a:int>",
                "struct<a: int comment 5>",
                "decimal(99999)",
                "varchar("
            })
    void otherTextsAreRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ColumnTypes.parse(text))
                .withMessageContaining("cannot be read at position");
    }

    @Test
    void depthIsBounded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ColumnTypes.parse("array<".repeat(100_000)))
                .withMessageContaining("levels deep");
    }
}
