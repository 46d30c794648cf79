package io.github.zerobus.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import io.github.zerobus.Payload;
import io.github.zerobus.RecordType;
import io.github.zerobus.records.jackson.ColumnJson;
import io.github.zerobus.records.table.ColumnTypes;
import io.github.zerobus.records.table.TableColumn.Struct;
import io.github.zerobus.records.table.TableColumns;
import io.github.zerobus.records.table.TableDescriptor;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

@SuppressWarnings({"ArrayRecordComponent", "UnnecessaryStringBuilder"}) // applications have such values
class TableRecordsTests {

    private static final String COLUMNS =
            "id: bigint not null, at: timestamp, day: date, price: decimal(10,2), raw: binary,"
                    + "lines: array<struct<sku:string,amounts:array<double>>>, counts: map<string,int>, numbers: map<int,string>,"
                    + "doc: variant, small: float";

    record Line(String sku, List<Double> amounts) {}

    record Order(
            long id,
            Instant at,
            LocalDate day,
            BigDecimal price,
            byte[] raw,
            List<Line> lines,
            Map<String, Integer> counts,
            Map<Integer, String> numbers,
            Map<String, Object> doc,
            @Nullable Float small) {}

    private final TableDescriptor table = TableDescriptor.of(
            new TableColumns(((Struct) ColumnTypes.parse("struct<" + COLUMNS + ">")).fields()), List.of());
    private final ObjectJson json = ColumnJson.of(JsonMapper.shared())::write;
    private final PayloadConverter converter = PayloadConverter.builder(RecordType.PROTO)
            .descriptor(table.descriptor())
            .converters(List.of(TableRecords.of(table, json)))
            .build();

    private static Order order() {
        return new Order(
                7,
                Instant.ofEpochSecond(1),
                LocalDate.ofEpochDay(3),
                new BigDecimal("9.90"),
                new byte[] {1, 2},
                List.of(new Line("A", List.of(1.5))),
                Map.of("a", 1),
                Map.of(5, "b"),
                Map.of("x", List.of(1)),
                1.5f);
    }

    private DynamicMessage row(Object record) throws Exception {
        return DynamicMessage.parseFrom(
                table.descriptor(), converter.convert(record).bytes());
    }

    private Object get(DynamicMessage row, String column) {
        return row.getField(table.descriptor().findFieldByName(column));
    }

    @Test
    void objectHasTheFormsOfTheColumns() throws Exception {
        DynamicMessage row = row(order());
        assertThat(get(row, "id")).isEqualTo(7L);
        assertThat(get(row, "at")).isEqualTo(1_000_000L);
        assertThat(get(row, "day")).isEqualTo(3);
        assertThat(get(row, "price")).isEqualTo("9.90");
        assertThat(get(row, "raw")).isEqualTo(ByteString.copyFrom(new byte[] {1, 2}));
        assertThat(get(row, "doc")).isEqualTo("{\"x\":[1]}");
        assertThat(get(row, "small")).isEqualTo(1.5f);
    }

    @Test
    void sameRowInEveryForm() throws Exception {
        String text = new String(json.write(order()), java.nio.charset.StandardCharsets.UTF_8);
        Map<String, Object> map = Map.of(
                "id",
                7,
                "at",
                Instant.ofEpochSecond(1),
                "day",
                LocalDate.ofEpochDay(3),
                "price",
                new BigDecimal("9.90"),
                "raw",
                new byte[] {1, 2},
                "lines",
                List.of(Map.of("sku", "A", "amounts", List.of(1.5))),
                "counts",
                Map.of("a", 1),
                "numbers",
                Map.of(5, "b"),
                "doc",
                Map.of("x", List.of(1)),
                "small",
                1.5);
        DynamicMessage expected = row(order());
        assertThat(row(text)).isEqualTo(expected);
        assertThat(row(new StringBuilder(text))).isEqualTo(expected);
        assertThat(row(map)).isEqualTo(expected);
        assertThat(row(JsonParser.parseString(text))).isEqualTo(expected);
        assertThat(row(JsonMapper.shared().readTree(text))).isEqualTo(expected);
        assertThat(row(new org.json.JSONObject(text))).isEqualTo(expected);
    }

    @Test
    void nullAndMissingColumnsStayNull() throws Exception {
        DynamicMessage row = row("{\"id\": 1, \"at\": null, \"lines\": null}");
        assertThat(row.getAllFields()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
                {"id":1,"price":9.9}              ; price ; 9.9
                {"id":1,"price":12}               ; price ; 12
                {"id":1,"doc":"{\\"a\\":1}"}      ; doc   ; {"a":1}
                {"id":1,"doc":[1,null,"x"]}       ; doc   ; [1,null,"x"]
                {"id":1,"doc":true}               ; doc   ; true
                {"id":1.0}                        ; id    ; 1
                """)
    void valuesOfJsonAreBroughtIntoTheForm(String text, String column, String value) throws Exception {
        assertThat(get(row(text), column)).hasToString(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
                {"at":1}                          ; lacks the required fields id
                {"id":"s3cret"}                   ; id is an object of java.lang.String; the field takes an integer
                {"id":1.5}                        ; the field takes an integer
                {"id":1e99}                       ; the field takes an integer
                {"id":1,"s3cret":1}               ; has a key that is no field
                {"id":1,"at":"s3cret"}            ; at is an object of java.lang.String
                {"id":1,"small":1e99}             ; small is an object of
                {"id":1,"price":1e99}             ; price has more than the 38 digits
                {"id":1,"raw":"s3cret!"}          ; raw is text that is not Base64
                {"id":1,"lines":[{"sku":5}]}      ; lines[0].sku is an object of
                {"id":1,"lines":[{"amounts":[null]}]} ; lines[0].amounts[0] is null
                {"id":1,"lines":{}}               ; the field takes a Collection
                {"id":1,"counts":[1]}             ; the field takes a Map
                {"id":1,"numbers":{"s3cret":"b"}} ; numbers.key is an object of
                [1]                               ; is not one JSON object
                {"id":                            ; is not one JSON object
                s3cret                            ; is not one JSON object
                """)
    void valueThatDoesNotFitIsRefusedWithoutTheValue(String text, String message) {
        assertThatExceptionOfType(UnsupportedRecordException.class)
                .isThrownBy(() -> converter.convert(text))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
    }

    @Test
    void nestedTextCannotExhaustTheStack() {
        assertThatExceptionOfType(UnsupportedRecordException.class)
                .isThrownBy(() -> converter.convert("{\"doc\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"));
    }

    @Test
    void daysAreNotSentAsMicroseconds() {
        assertThatExceptionOfType(UnsupportedRecordException.class)
                .isThrownBy(() -> converter.convert(Map.of("id", 1, "at", LocalDate.EPOCH)))
                .withMessageContaining("at is an object of java.time.LocalDate; the field takes microseconds");
        assertThatExceptionOfType(UnsupportedRecordException.class)
                .isThrownBy(() -> converter.convert(Map.of("id", 1, "day", Instant.EPOCH)))
                .withMessageContaining("day is an object of java.time.Instant; the field takes days");
    }

    @Test
    void otherRecordsAreLeftToOtherConverters() {
        RecordConverter records = TableRecords.of(table, null);
        assertThat(records.convert(table, RecordType.JSON)).isNull();
        assertThat(records.convert(new byte[0], RecordType.PROTO)).isNull();
        assertThat(records.convert(order(), RecordType.PROTO)).isNull();
        Payload message = converter.convert(DynamicMessage.newBuilder(table.descriptor())
                .setField(table.descriptor().findFieldByName("id"), 1L)
                .build());
        assertThat(message.bytes()).isNotEmpty();
    }

    @Test
    void objectsThatAreNoRecordsAreRefused() {
        assertThatExceptionOfType(UnsupportedRecordException.class)
                .isThrownBy(() -> converter.convert(new CompletableFuture<>()))
                .withMessageContaining("wait for them");
    }
}
