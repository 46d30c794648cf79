package io.github.zerobus.embedded.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableDefinitionsTests {

    private static String columns(String text) {
        return TableDefinitions.columns("main.iot.readings", text).toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "string | STRING",
                "Boolean | BOOLEAN",
                "byte | TINYINT",
                "TINYINT | TINYINT",
                "short | SMALLINT",
                "SMALLINT | SMALLINT",
                "integer | INT",
                "int | INT",
                "long | BIGINT",
                "BIGINT | BIGINT",
                "real | FLOAT",
                "float | FLOAT",
                "DOUBLE | DOUBLE",
                "DECIMAL | DECIMAL(10, 0)",
                "dec(5) | DECIMAL(5, 0)",
                "numeric ( 38 , 38 ) | DECIMAL(38, 38)",
                "date | DATE",
                "timestamp | TIMESTAMP",
                "TIMESTAMP_LTZ | TIMESTAMP",
                "timestamp_ntz | TIMESTAMP_NTZ",
                "binary | BINARY",
                "variant | VARIANT",
                "char(3) | CHAR(3)",
                "varchar(10) | VARCHAR(10)",
                "array<array<int>> | ARRAY<ARRAY<INT>>",
                "map<string, array<struct<a: int not null>>> | MAP<STRING, ARRAY<STRUCT<a: INT NOT NULL>>>",
                "struct<`a b` string comment 'x', c: map<date,double>> | STRUCT<`a b`: STRING, c: MAP<DATE, DOUBLE>>"
            })
    void typesAreParsedRegardlessOfCase(String type, String expected) {
        assertThat(columns("c " + type)).isEqualTo("c " + expected);
        assertThat(columns("c " + type + " NOT NULL")).isEqualTo("c " + expected + " NOT NULL");
    }

    @Test
    void optionsWithoutEffectAreSkipped() {
        assertThat(columns("""
                a INT COMMENT 'it''s, (one)' NOT NULL, -- a comment, with commas
                `b``c` STRING COLLATE UTF8_BINARY /* with /* nested */ words */ NULL,
                order STRING CONSTRAINT k PRIMARY KEY RELY,
                constraint STRING,
                primary INT MASK f USING COLUMNS (a, b),
                CONSTRAINT pk PRIMARY KEY (a, order),
                FOREIGN KEY (a) REFERENCES other (x, y)
                """))
                .isEqualTo("a INT NOT NULL, `b``c` STRING, order STRING, constraint STRING, primary INT");
    }

    @Test
    void columnsMayBeTheStatementOfTheTable() {
        assertThat(columns("create table main.iot.readings (a int);")).isEqualTo("a INT");
        assertThat(columns("create int, table string")).isEqualTo("create INT, table STRING");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> columns("CREATE TABLE main.iot.other (a INT)"))
                .withMessageContaining("columns of main.iot.readings: the text creates main.iot.other");
    }

    @Test
    void statementsDeclareTables() {
        Map<String, TableColumns> tables = TableDefinitions.parse("tables.sql", """
                -- Tables of the telemetry service.
                CREATE CATALOG IF NOT EXISTS main;
                CREATE SCHEMA main.iot;
                CREATE TABLE main.iot.readings (
                  device STRING NOT NULL COMMENT 'as printed; on the label',
                  at TIMESTAMP,
                  day DATE
                )
                USING DELTA
                PARTITIONED BY (day)
                COMMENT 'readings; one each second'
                TBLPROPERTIES ('delta.appendOnly' = 'true', 'x' = "AS; SELECT");
                GRANT SELECT, MODIFY ON TABLE main.iot.readings TO `0a1b-2c`;
                /* CREATE TABLE main.iot.gone (a INT); */
                create or replace table `main`.`iot`.`my-table` (a int) cluster by auto;;
                CREATE TABLE IF NOT EXISTS main.iot.readings (other INT);
                REVOKE SELECT ON TABLE main.iot.readings FROM x
                """);

        assertThat(tables).containsOnlyKeys("main.iot.readings", "main.iot.my-table");
        assertThat(tables.get("main.iot.readings")).hasToString("device STRING NOT NULL, at TIMESTAMP, day DATE");
    }

    @Test
    void replacedTableHasTheLaterColumns() {
        assertThat(TableDefinitions.parse(
                        "x", "CREATE TABLE a.b.c (x INT); CREATE OR REPLACE TABLE a.b.c (y INT) USING delta"))
                .hasToString("{a.b.c=y INT}");
        assertThat(TableDefinitions.parse("x", " -- nothing\n;")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a TIMESTAMPP | line 1, column 3: 'TIMESTAMPP' is no type of a column; use one of STRING",
                "a INTERVAL DAY | 'INTERVAL' is no type",
                "a | expected the type of column 'a' but found the end of the text",
                "a 'INT' | expected the type of column 'a' but found 'INT'",
                "a INT b INT | column 7: expected ',', ')', NOT NULL or COMMENT after column 'a' but found 'b'",
                "a INT NOT | but found 'NOT'",
                "a INT, A STRING | column 8: 'A' is declared twice",
                "a STRUCT<b: INT, B: INT> | 'B' is declared twice",
                "a INT, | expected the name of a column but found the end",
                "a INT) | expected ',' or the end of the columns but found ')'",
                "'' INT | expected the name of a column",
                "`` INT | expected the name of a column",
                "`a INT | line 1, column 1: the name in backquotes does not end",
                "a INT COMMENT 'x | column 15: the text in quotes does not end",
                "a INT /* x | the comment does not end",
                "a DECIMAL(39, 2) | the precision of DECIMAL must be a number from 1 to 38 but is '39'",
                "a DECIMAL(10, 11) | the scale of DECIMAL must be a number from 0 to 10 but is '11'",
                "a DECIMAL(10 2) | expected ')' after DECIMAL but found '2'",
                "a VARCHAR | expected '(' and the maximum length after VARCHAR",
                "a CHAR(0) | the maximum length of CHAR must be a number from 1",
                "a VARCHAR(99999999999) | must be a number",
                "a ARRAY(INT) | expected '<' after ARRAY but found '('",
                "a ARRAY<INT | expected '>' after the type of the elements",
                "a MAP<STRING> | expected ',' after the type of the keys but found '>'",
                "a MAP<ARRAY<INT>, INT> | column 7: the keys of a MAP must be",
                "a MAP<VARIANT, INT> | the keys of a MAP must be",
                "a STRUCT<> | expected the name of a field of STRUCT but found '>'",
                "a STRUCT<b INT c INT> | expected '>' or ',' after a field of STRUCT but found 'c'",
                "a INT DEFAULT 1 | column 7: 'DEFAULT' of column 'a' is not supported, since",
                "a INT GENERATED ALWAYS AS (b + 1) | 'GENERATED' of column 'a' is not supported",
                "PRIMARY KEY (a) | the table has no columns"
            })
    void invalidColumnsAreRefusedWithPlaceAndWord(String text, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> columns(text))
                .withMessageStartingWith("columns of main.iot.readings, line ")
                .withMessageContaining(problem);
    }

    @Test
    void emptyTextIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> columns(" \n"))
                .withMessageContaining("line 2, column 1: expected the name of a column");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE a.b.c ADD COLUMN x INT | column 1: expected CREATE TABLE or GRANT but found 'ALTER'",
                "USE CATALOG main | but found 'USE'",
                "CREATE VIEW a.b.c AS SELECT 1 | expected CREATE TABLE or GRANT but found 'CREATE'",
                "CREATE TABLE c (x INT) | the table name must have three parts, catalog.schema.table, but is 'c'",
                "CREATE TABLE a.b.c.d (x INT) | must have three parts",
                "CREATE TABLE a.b. (x INT) | expected the next part of the table name but found '('",
                "CREATE TABLE a.b.c | expected '(' and the columns after the name of the table but found the end",
                "CREATE TABLE a.b.c AS SELECT 1 | expected '(' and the columns",
                "CREATE TABLE a.b.c (x INT | expected ')' or ',' after a column but found the end",
                "CREATE TABLE a.b.c (x INT) AS SELECT 1 | but found 'AS'",
                "CREATE TABLE a.b.c (x INT) CREATE TABLE a.b.d (x INT) | expected ';' or a clause of the table",
                "CREATE TABLE a.b.c (x INT) USING PARQUET | the format is 'PARQUET'; Zerobus writes to tables of DELTA only",
                "CREATE TABLE a.b.c (x INT) PARTITIONED BY (day DATE) | column 'day' is not declared",
                "CREATE TABLE a.b.c (x INT); CREATE TABLE a.b.c (x INT) | column 42: table a.b.c is created twice"
            })
    void invalidStatementsAreRefusedWithPlaceAndWord(String text, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableDefinitions.parse("tables.sql", text))
                .withMessageStartingWith("tables.sql, line 1, column ")
                .withMessageContaining(problem);
    }

    @Test
    void placeCountsLines() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableDefinitions.parse("t.sql", """
                        /* two
                           lines */
                        CREATE TABLE a.b.c (
                          x INT,
                          y STRIN);
                        """))
                .withMessageStartingWith("t.sql, line 5, column 5: 'STRIN'");
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 101, 100_000})
    void nestingIsLimited(int depth) {
        String type = "ARRAY<".repeat(depth - 1) + "INT" + ">".repeat(depth - 1);
        if (depth <= 100) {
            assertThat(columns("a " + type)).isEqualTo("a " + type);
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> columns("a " + type))
                    .withMessageContaining("types are nested more than 100 times");
        }
    }
}
