package io.github.zerobus.embedded.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of JSON records in columns of each type. */
class JsonRowsTests {

    private static Map<String, @Nullable Object> row(String columns, String json) {
        return TableDefinitions.columns("a.b.c", columns).json().read(ByteString.copyFromUtf8(json));
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("STRING", "\"\\u00e4\\n\"", "\u00e4\n"),
                Arguments.of("CHAR(2)", "\"\uD83D\uDE00x\"", "\uD83D\uDE00x"),
                Arguments.of("BOOLEAN", "true", true),
                Arguments.of("TINYINT", "-128", (byte) -128),
                Arguments.of("SMALLINT", "32767", (short) 32767),
                Arguments.of("INT", "-2147483648", Integer.MIN_VALUE),
                Arguments.of("BIGINT", "9223372036854775807", Long.MAX_VALUE),
                Arguments.of("FLOAT", "0.1", 0.1f),
                Arguments.of("FLOAT", "3.4028235E38", Float.MAX_VALUE),
                Arguments.of("DOUBLE", "1e-400", 0.0),
                Arguments.of("DOUBLE", "21", 21.0),
                Arguments.of("DECIMAL(4, 2)", "\"9.9\"", new BigDecimal("9.90")),
                Arguments.of("DECIMAL(4, 2)", "\"-099.9900\"", new BigDecimal("-99.99")),
                Arguments.of("DECIMAL(2, 2)", "\"0\"", new BigDecimal("0.00")),
                Arguments.of("DECIMAL(38)", "\"+" + "9".repeat(38) + "\"", new BigDecimal("9".repeat(38))),
                Arguments.of("DATE", "-1", LocalDate.of(1969, 12, 31)),
                Arguments.of("DATE", "2147483647", LocalDate.ofEpochDay(Integer.MAX_VALUE)),
                Arguments.of("TIMESTAMP", "-1", Instant.parse("1969-12-31T23:59:59.999999Z")),
                Arguments.of("TIMESTAMP", "9223372036854775807", Instant.parse("+294247-01-10T04:00:54.775807Z")),
                Arguments.of("TIMESTAMP", "-9223372036854775808", Instant.parse("-290308-12-21T19:59:05.224192Z")),
                Arguments.of("TIMESTAMP_NTZ", "1500000", LocalDateTime.parse("1970-01-01T00:00:01.5")),
                Arguments.of("BINARY", "\"AQL9\"", ByteString.copyFrom(new byte[] {1, 2, -3})),
                Arguments.of("BINARY", "\"AQ\"", ByteString.copyFrom(new byte[] {1})),
                Arguments.of("ARRAY<INT>", "[1, null, 2]", Arrays.asList(1, null, 2)),
                Arguments.of("ARRAY<ARRAY<STRING>>", "[[],[\"a\"]]", List.of(List.of(), List.of("a"))),
                Arguments.of("MAP<STRING, INT>", "{\"a\":1,\"b\":null}", mapOf("a", 1, "b", null)),
                Arguments.of("MAP<BIGINT, DATE>", "{\"7\":0}", Map.of(7L, LocalDate.EPOCH)),
                Arguments.of("STRUCT<a: INT, b: STRING>", "{\"b\":\"x\"}", mapOf("a", null, "b", "x")),
                Arguments.of(
                        "VARIANT", "\"{\\\"a\\\": [1.0, null]}\"", Map.of("a", Arrays.asList(BigDecimal.ONE, null))),
                Arguments.of("VARIANT", "\"\\\"text\\\"\"", "text"),
                Arguments.of("VARIANT", "{\"a\":[21.50,true]}", Map.of("a", List.of(new BigDecimal("21.5"), true))),
                Arguments.of("VARIANT", "\"null\"", null));
    }

    private static Map<String, @Nullable Object> mapOf(
            String a, @Nullable Object first, String b, @Nullable Object second) {
        Map<String, @Nullable Object> map = new java.util.HashMap<>();
        map.put(a, first);
        map.put(b, second);
        return map;
    }

    @ParameterizedTest
    @MethodSource("values")
    void valueHasTheTypeOfItsColumn(String type, String json, @Nullable Object expected) {
        Object value = row("c " + type, "{\"c\":" + json + "}").get("c");

        assertThat(value).isEqualTo(expected);
        assertThat(row("c ARRAY<" + type + ">", "{\"c\":[" + json + "]}").get("c"))
                .isEqualTo(Collections.singletonList(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "STRING | 1 | the JSON value is a number; send text",
                "STRING | {} | the JSON value is an object",
                "VARCHAR(2) | \"abc\" | c is VARCHAR(2): the text is longer",
                "BOOLEAN | \"true\" | the JSON value is text; send true or false",
                "BOOLEAN | 1 | the JSON value is a number",
                "TINYINT | 128 | is not in the range from -128 to 127",
                "SMALLINT | -32769 | is not in the range",
                "INT | 2147483648 | is not in the range",
                "INT | 99999999999999999999 | is not in the range",
                "BIGINT | 9223372036854775808 | is not in the range",
                "INT | 1.5 | is not a whole number",
                "INT | 21.0 | is not a whole number",
                "INT | 1e3 | is not a whole number",
                "INT | \"1\" | the JSON value is text; send a number",
                "INT | true | the JSON value is a boolean",
                "FLOAT | 1e39 | is out of range",
                "FLOAT | \"NaN\" | the JSON value is text",
                "DOUBLE | -1e400 | is out of range",
                "DECIMAL(4, 2) | 9.9 | the JSON value is a number; send text such as \"9.90\"",
                "DECIMAL(4, 2) | \"100\" | more than 2 digits before the decimal point",
                "DECIMAL(4, 2) | \"1.234\" | more than 2 digits after the decimal point",
                "DECIMAL(2, 2) | \"1\" | more than 0 digits before",
                "DECIMAL(4, 2) | \"1e2\" | is not a decimal number without an exponent",
                "DECIMAL(4, 2) | \"\" | is not a decimal number",
                "DECIMAL(4, 2) | \"NaN\" | is not a decimal number",
                "DATE | \"2026-08-23\" | the JSON value is text; send a number of days since 1970-01-01",
                "DATE | 2147483648 | the number of days since 1970-01-01 is not in the range",
                "TIMESTAMP | \"2026-08-23T12:34:56Z\" | send a number of microseconds since 1970-01-01",
                "TIMESTAMP | 1787488496.789 | is not a whole number",
                "TIMESTAMP_NTZ | 9223372036854775808 | is not in the range",
                "BINARY | [1] | the JSON value is an array; send text in Base64",
                "BINARY | \"*\" | the text is not Base64",
                "VARIANT | \"text\" | is not a JSON document; a text in it needs quotes",
                "VARIANT | \"{} {}\" | is not a JSON document",
                "VARIANT | {\"a\":1,\"a\":2} | a key twice",
                "VARIANT | 1e99999999999 | a number that is too large",
                "ARRAY<INT> | {} | c is ARRAY<INT>: the JSON value is an object; send an array",
                "ARRAY<INT> | [1, \"2\"] | c[1] is INT: the JSON value is text",
                "MAP<STRING, INT> | [] | send an object",
                "MAP<INT, INT> | {\"x\":1} | c.x is INT",
                "MAP<STRING, ARRAY<INT>> | {\"x\":[1,[]]} | c.x[1] is INT",
                "STRUCT<a: INT> | 1 | c is STRUCT<a: INT>: the JSON value is a number; send an object",
                "STRUCT<a: ARRAY<STRUCT<b: INT>>> | {\"a\":[{\"b\":1},{\"b\":true}]} | c.a[1].b is INT"
            })
    void valueOfAnotherTypeOrRangeIsRefused(String type, String json, String problem) {
        assertRefused("c " + type, "{\"c\":" + json + "}", "TYPE_INCOMPATIBLE", problem);
    }

    private static void assertRefused(String columns, String json, String cause, String problem) {
        assertThatExceptionOfType(SchemaMismatch.class)
                .isThrownBy(() -> row(columns, json))
                .withMessageContaining(problem)
                .satisfies(mismatch -> assertThat(mismatch.causes()).isEqualTo(cause));
    }

    @Test
    void unknownFieldsAreRefusedWithPath() {
        assertRefused("a INT", "{\"b\":1}", "FIELD_NOT_IN_TABLE", "b is not a column of the table");
        assertRefused("a INT", "{\"b\":null}", "FIELD_NOT_IN_TABLE", "b is not a column of the table");
        assertRefused("deviceId INT", "{\"deviceID\":1}", "FIELD_NOT_IN_TABLE", "its name is deviceId");
        assertRefused(
                "s ARRAY<STRUCT<a: INT>>",
                "{\"s\":[{\"a\":1,\"x\":{}}]}",
                "FIELD_NOT_IN_TABLE",
                "s[0].x is not a column");
        assertRefused("a INT", "{\"" + "x".repeat(1000) + "\\n\":1}", "FIELD_NOT_IN_TABLE", "x".repeat(64) + "...");
    }

    @Test
    void requiredColumnsMustHaveValues() {
        String columns = "a INT NOT NULL, s STRUCT<b: INT NOT NULL>";

        assertRefused(columns, "{}", "MISSING_REQUIRED_COLUMN", "a is NOT NULL");
        assertRefused(columns, "{\"a\":null}", "MISSING_REQUIRED_COLUMN", "a is NOT NULL");
        assertRefused(columns, "{\"a\":1,\"s\":{}}", "MISSING_REQUIRED_COLUMN", "s.b is NOT NULL");
        assertThat(row(columns, "{\"a\":1,\"s\":null}")).containsEntry("a", 1).containsEntry("s", null);
    }

    @Test
    void rowHasAllColumnsInTheirOrder() {
        assertThat(row("a INT, b STRING, `c d` DATE", "{\"c d\":0,\"a\":1}"))
                .containsExactly(
                        new java.util.AbstractMap.SimpleEntry<>("a", 1),
                        new java.util.AbstractMap.SimpleEntry<>("b", null),
                        new java.util.AbstractMap.SimpleEntry<>("c d", LocalDate.EPOCH));
    }

    @Test
    void messagesContainNoValues() {
        for (String type :
                List.of("INT", "DECIMAL(4, 2)", "BINARY", "VARIANT", "ARRAY<INT>", "VARCHAR(2)", "BOOLEAN")) {
            assertThatExceptionOfType(SchemaMismatch.class)
                    .isThrownBy(() -> row("c " + type, "{\"c\":\"secret!\"}"))
                    .withMessageNotContaining("secret");
        }
    }
}
