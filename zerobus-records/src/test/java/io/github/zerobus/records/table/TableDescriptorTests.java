package io.github.zerobus.records.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.github.zerobus.RecordType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableDescriptorTests {

    private static TableDescriptor describe(String fields, Integer... positions) {
        return TableDescriptor.of(TableComparisonTests.columns(fields), List.of(positions));
    }

    @ParameterizedTest
    @CsvSource({
        "tinyint, INT32",
        "smallint, INT32",
        "int, INT32",
        "date, INT32",
        "bigint, INT64",
        "timestamp, INT64",
        "timestamp_ntz, INT64",
        "float, FLOAT",
        "double, DOUBLE",
        "boolean, BOOL",
        "string, STRING",
        "varchar(3), STRING",
        "decimal(10;2), STRING",
        "variant, STRING",
        "binary, BYTES"
    })
    void columnHasTheTypeOfItsForm(String column, String type) {
        FieldDescriptor field =
                describe("c: " + column.replace(';', ',')).descriptor().findFieldByName("c");
        assertThat(field.getType()).hasToString(type);
        assertThat(field.isRequired()).isFalse();
    }

    @Test
    void numberIsThePositionPlusOne() {
        Descriptor message = describe("a: int, b: string not null", 0, 4).descriptor();
        assertThat(message.findFieldByName("a").getNumber()).isOne();
        assertThat(message.findFieldByName("b").getNumber()).isEqualTo(5);
        assertThat(message.findFieldByName("b").isRequired()).isTrue();
    }

    @Test
    void invalidPositionsAreReplacedByTheOrder() {
        assertThat(describe("a: int, b: int", 3, 3).descriptor().getFields())
                .extracting(FieldDescriptor::getNumber)
                .containsExactly(1, 2);
        assertThat(describe("a: int, b: int", -5, 19_500).descriptor().getFields())
                .extracting(FieldDescriptor::getNumber)
                .containsExactly(1, 2);
    }

    @Test
    void nestedColumnsMatchTheTableThatTheyComeFrom() {
        String table = "lines: array<struct<sku:string not null,price:decimal(10,2),tags:map<string,struct<a:int>>>>,"
                + "tags: map<int,string>, l: struct<lines:array<string>>, LinesEntry: int";
        TableDescriptor described = describe(table);
        assertThat(described.omitted()).isEmpty();
        assertThat(TableComparison.compare(
                        "t", DescriptorColumns.of(described.descriptor()), described.columns(), RecordType.PROTO))
                .isEmpty();
        assertThat(described.descriptor().findFieldByName("tags").isMapField()).isTrue();
        assertThat(described
                        .descriptor()
                        .findFieldByName("lines")
                        .getMessageType()
                        .findFieldByName("sku")
                        .isRequired())
                .isTrue();
    }

    @Test
    void columnsThatNoMessageHasAreOmitted() {
        TableDescriptor described =
                describe("id: int, a: array<array<int>>, m: map<double,int>, x: geography, `my col`: int");
        assertThat(described.omitted()).containsExactly("a", "m", "x", "my col");
        assertThat(described.descriptor().getFields()).hasSize(1);
        assertThat(described.columns().definitions()).isEqualTo("id INT");
    }

    @Test
    void requiredColumnThatNoMessageHasIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> describe("id: int, a: array<array<int>> not null"))
                .withMessage("column a of type ARRAY<ARRAY<INT>>, which is NOT NULL, cannot be a protobuf field");
        assertThatIllegalArgumentException().isThrownBy(() -> describe("x: geography"));
    }
}
