package io.github.zerobus.records.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.RecordType;
import io.github.zerobus.records.table.TableColumn.Struct;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableComparisonTests {

    /** Columns as the fields of a STRUCT. */
    static TableColumns columns(String fields) {
        return new TableColumns(((Struct) ColumnTypes.parse("struct<" + fields + ">")).fields());
    }

    private static List<TableDifference> compare(String records, String table) {
        return TableComparison.compare("a.b.c", columns(records), columns(table), RecordType.JSON);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                id: bigint not null, at: timestamp       ; ID bigint, at timestamp_ntz, more string
                n: int                                   ; n tinyint
                n: int                                   ; n bigint
                n: bigint                                ; n timestamp
                n: int                                   ; n date
                x: float                                 ; x double
                d: decimal(38,18)                        ; d decimal(10,2)
                d: string                                ; d decimal(10,2)
                v: struct<a:int>                         ; v variant
                l: array<struct<a:int>>                  ; l array<struct<a:bigint,b:string>>
                m: map<string,int>                       ; m map<string,bigint>
                l: array<int>                            ; l array<int> not null
                x: string                                ; x some_new_type
                extra: int                               ; _rescued_data variant
                e: enum                                  ; e string
                """)
    void tableTakesTheRecords(String records, String table) {
        assertThat(compare(records, table)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                extra: double            ; id int                ; extra ; DOUBLE; no column; ALTER TABLE a.b.c ADD COLUMNS (extra DOUBLE);true
                deviceId: int            ; device_id int         ; deviceId; INT; no column; name the field device_id, by @ColumnName or a naming strategy; true
                n: bigint                ; n int                 ; n; BIGINT; INT; ALTER TABLE a.b.c ALTER COLUMN n TYPE BIGINT; true
                n: double                ; n bigint              ; n; DOUBLE; BIGINT; declare the field as long; true
                t: string                ; t timestamp           ; t; STRING; TIMESTAMP; declare the field as Instant; true
                d: double                ; d decimal(10,2)       ; d; DOUBLE; DECIMAL(10, 2); declare the field as BigDecimal; true
                b: string                ; b binary              ; b; STRING; BINARY; declare the field as byte[]; true
                l: string                ; l array<string>       ; l; STRING; ARRAY<STRING>; declare the field as a List of String; true
                l: array<string>         ; l string              ; l; ARRAY<STRING>; STRING; declare the field as String; true
                l: array<struct<a:int>>  ; l array<struct<b:int>>; l.element.a; INT; no column; ALTER TABLE a.b.c ADD COLUMNS (l.element.a INT); true
                m: map<string,string>    ; m map<string,int>     ; m; MAP<STRING, STRING>; MAP<STRING, INT>; declare the field as a Map of String to int; true
                n: int                   ; n int not null        ; n; may be null; NOT NULL; ALTER TABLE a.b.c ALTER COLUMN n DROP NOT NULL; false
                """)
    void differenceHasItsRemedy(
            String records, String table, String column, String has, String is, String remedy, boolean certain) {
        assertThat(compare(records, table)).singleElement().satisfies(difference -> {
            assertThat(difference.column()).isEqualTo(column);
            assertThat(difference.records()).isEqualTo(has);
            assertThat(difference.table()).isEqualTo(is);
            assertThat(difference.remedy().replaceFirst(";$", "")).isEqualTo(remedy);
            assertThat(difference.certain()).isEqualTo(certain);
        });
    }

    @Test
    void requiredColumnWithoutFieldIsADifference() {
        assertThat(compare("id: int", "id int, at timestamp not null"))
                .containsExactly(new TableDifference(
                        "at",
                        "no field",
                        "TIMESTAMP NOT NULL",
                        "add a field of type Instant, or ALTER TABLE a.b.c ALTER COLUMN at DROP NOT NULL;",
                        true));
    }

    @Test
    void variantTakesTextOnlyInProtobuf() {
        TableColumns struct = columns("v: struct<a:int>");
        assertThat(TableComparison.compare("t", struct, columns("v variant"), RecordType.PROTO))
                .hasSize(1);
        assertThat(TableComparison.compare("t", columns("v: string"), columns("v variant"), RecordType.PROTO))
                .isEmpty();
    }

    @Test
    void tableOfDifferencesIsAligned() {
        assertThat(DifferenceTable.text(compare("id: int, longer: double", "ID string, b int")))
                .isEqualTo("""
                        Column  Records  Table      Remedy
                        ID      INT      STRING     declare the field as String
                        longer  DOUBLE   no column  ALTER TABLE a.b.c ADD COLUMNS (longer DOUBLE);""");
    }

    @Test
    void tableOfDifferencesIsBounded() {
        String many = String.join(
                ",",
                Stream.iterate(0, i -> i + 1)
                        .limit(50)
                        .map(i -> "c" + i + ":int")
                        .toList());
        assertThat(DifferenceTable.text(compare(many, "s: struct<" + many + ">")))
                .hasLineCount(42)
                .endsWith("and 10 more");
    }
}
