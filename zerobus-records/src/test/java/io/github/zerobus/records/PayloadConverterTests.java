package io.github.zerobus.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.github.zerobus.EngineAccess;
import io.github.zerobus.Payload;
import io.github.zerobus.RecordType;
import io.github.zerobus.records.UnsupportedRecordException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PayloadConverterTests {

    private final PayloadConverter json = PayloadConverter.builder(RecordType.JSON)
            .json(new JsonMapper()::writeValueAsBytes)
            .build();
    private final PayloadConverter proto = PayloadConverter.builder(RecordType.PROTO)
            .descriptor(Timestamp.getDescriptor())
            .build();

    private static String text(Payload payload) {
        return new String(payload.bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void textAndBytesAreConvertedUnchanged() {
        byte[] bytes = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
        Payload fromBytes = json.convert(bytes);
        bytes[1] = 'x';

        assertThat(text(fromBytes)).isEqualTo("{\"a\":1}");
        assertThat(text(json.convert("{ \"a\":1.0 }"))).isEqualTo("{ \"a\":1.0 }");
        assertThat(EngineAccess.isWellFormedJson(json.convert("{}"))).isFalse();
    }

    record Reading(String device, double celsius) {}

    @Test
    void objectsAreWrittenByTheMapperAndNotValidatedAgain() {
        Payload payload = json.convert(new Reading("d1", 20.5));

        assertThat(text(payload)).isEqualTo("{\"device\":\"d1\",\"celsius\":20.5}");
        assertThat(EngineAccess.isWellFormedJson(payload)).isTrue();
        assertThat(json.convertAll(List.of(Map.of("a", 1), "{}"))).hasSize(2);
    }

    private static void assertUnsupported(PayloadConverter converter, Object record, Reason reason, String... message) {
        assertThatExceptionOfType(UnsupportedRecordException.class)
                .isThrownBy(() -> converter.convert(record))
                .returns(reason, UnsupportedRecordException::reason)
                .returns(record.getClass(), UnsupportedRecordException::recordClass)
                .satisfies(e -> assertThat(e).hasMessageContainingAll(message));
    }

    @Test
    void recordsThatAreNoJsonObjectsAreRejected() {
        assertUnsupported(
                json, new ArrayList<>(List.of(1)), Reason.NO_JSON_OBJECT, "java.util.ArrayList", "ingestBatch");
        assertUnsupported(json, 7, Reason.NO_JSON_OBJECT, "java.lang.Integer");
        assertUnsupported(json, Timestamp.getDefaultInstance(), Reason.WRONG_RECORD_TYPE, "Timestamp", "type PROTO");
    }

    @Test
    void objectIsRejectedWithoutAJsonMapper() {
        PayloadConverter converter = PayloadConverter.builder(RecordType.JSON).build();

        assertUnsupported(
                converter, new Reading("d1", 1), Reason.NO_JSON_MAPPER, "Reading", "JSON mapper", "send text");
        assertThat(text(converter.convert("{}"))).isEqualTo("{}");
    }

    @Test
    void onlyMessagesOfTheDescriptorAreSerialized() {
        Timestamp message = Timestamp.newBuilder().setSeconds(7).build();

        assertThat(proto.convert(message).bytes()).isEqualTo(message.toByteArray());
        assertThat(proto.convert(new byte[] {8, 7}).bytes()).containsExactly(8, 7);
        assertUnsupported(
                proto,
                Duration.getDefaultInstance(),
                Reason.WRONG_MESSAGE_TYPE,
                "google.protobuf.Timestamp",
                "google.protobuf.Duration");
        assertUnsupported(proto, "text", Reason.NO_CONVERTER, "google.protobuf.Timestamp", "java.lang.String");
    }

    @Test
    void customConvertersTakePrecedenceInOrder() {
        PayloadConverter converter = PayloadConverter.builder(RecordType.JSON)
                .converters(List.of(
                        (record, type) -> record.equals("a") ? Payload.json("{\"first\":1}") : null,
                        (record, type) -> Payload.json("{\"second\":1}")))
                .build();

        assertThat(text(converter.convert("a"))).isEqualTo("{\"first\":1}");
        assertThat(text(converter.convert(7))).isEqualTo("{\"second\":1}");
        assertThat(text(converter.convert(Payload.json("{}")))).isEqualTo("{}");
    }

    @Test
    void nullIsRejectedBeforeConvertersAreCalled() {
        PayloadConverter converter = PayloadConverter.builder(RecordType.JSON)
                .converters(List.of((record, type) -> Payload.json("{\"" + record + "\":1}")))
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> converter.convert(null))
                .withMessageContaining("a record is null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> converter.convertAll(Arrays.asList("a", null)))
                .withMessageContaining("leave it out");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> converter.convertAll(null))
                .withMessageContaining("records of a batch are null");
    }

    @Test
    void remedyOfAFrameworkReplacesTheDefault() {
        UnsupportedRecordException e =
                catchThrowableOfType(UnsupportedRecordException.class, () -> proto.convert("text"));
        UnsupportedRecordException other = e.withRemedy("set an option");

        assertThat(e).hasMessageEndingWith("java.lang.String; configure a RecordConverter for this class");
        assertThat(other).hasMessageEndingWith("java.lang.String; set an option");
        assertThat(other.reason()).isEqualTo(e.reason());
        assertThat(other.recordClass()).isEqualTo(String.class);
        assertThat(other.getStackTrace()).isEqualTo(e.getStackTrace());
    }

    @Test
    void converterOfASchemaSupportsItsClassForProtobufOnly() {
        RecordConverter records = RecordConverter.of(RecordSchema.of(Reading.class, FieldNaming.AS_IS));

        assertThat(records.convert(new Reading("d1", 1), RecordType.PROTO)).isNotNull();
        assertThat(records.convert(new Reading("d1", 1), RecordType.JSON)).isNull();
        assertThat(records.convert("text", RecordType.PROTO)).isNull();
    }
}
