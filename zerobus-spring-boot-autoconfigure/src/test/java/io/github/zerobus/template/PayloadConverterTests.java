package io.github.zerobus.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.github.zerobus.EngineAccess;
import io.github.zerobus.Payload;
import io.github.zerobus.RecordType;
import io.github.zerobus.schema.FieldNaming;
import io.github.zerobus.schema.RecordSchema;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PayloadConverterTests {

    private final PayloadConverter json =
            new PayloadConverter(RecordType.JSON, null, new JsonMapper()::writeValueAsBytes, List.of());
    private final PayloadConverter proto =
            new PayloadConverter(RecordType.PROTO, Timestamp.getDescriptor(), null, List.of());

    private static String text(Payload payload) {
        return new String(payload.bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void textAndBytesGoAsTheyAre() {
        byte[] bytes = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
        Payload fromBytes = json.convert(bytes);
        bytes[1] = 'x';

        assertThat(text(fromBytes)).isEqualTo("{\"a\":1}");
        assertThat(text(json.convert("{ \"a\":1.0 }"))).isEqualTo("{ \"a\":1.0 }");
        assertThat(EngineAccess.isWellFormedJson(json.convert("{}"))).isFalse();
    }

    record Reading(String device, double celsius) {}

    @Test
    void objectsAreWrittenByTheMapperAndTrusted() {
        Payload payload = json.convert(new Reading("d1", 20.5));

        assertThat(text(payload)).isEqualTo("{\"device\":\"d1\",\"celsius\":20.5}");
        assertThat(EngineAccess.isWellFormedJson(payload)).isTrue();
        assertThat(json.convertAll(List.of(Map.of("a", 1), "{}"))).hasSize(2);
    }

    @Test
    void whatIsNoObjectIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> json.convert(List.of(1)))
                .withMessageContaining("ingestBatch");
        assertThatIllegalArgumentException().isThrownBy(() -> json.convert(7));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> json.convert(Timestamp.getDefaultInstance()))
                .withMessageContaining("record-type");
    }

    @Test
    void messagesOfTheStreamsTypeAreSerialized() {
        Timestamp message = Timestamp.newBuilder().setSeconds(7).build();

        assertThat(proto.convert(message).bytes()).isEqualTo(message.toByteArray());
        assertThat(proto.convert(new byte[] {8, 7}).bytes()).containsExactly(8, 7);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> proto.convert(Duration.getDefaultInstance()))
                .withMessageContaining("google.protobuf.Timestamp")
                .withMessageContaining("google.protobuf.Duration");
        assertThatIllegalArgumentException().isThrownBy(() -> proto.convert("text"));
    }

    @Test
    void convertersComeFirstAndLeaveToTheOthersWhatTheyDoNotTake() {
        PayloadConverter converter = new PayloadConverter(
                RecordType.JSON,
                null,
                null,
                List.of(
                        (record, type) -> record.equals("a") ? Payload.json("{\"first\":1}") : null,
                        (record, type) -> Payload.json("{\"second\":1}")));

        assertThat(text(converter.convert("a"))).isEqualTo("{\"first\":1}");
        assertThat(text(converter.convert(7))).isEqualTo("{\"second\":1}");
        assertThat(text(converter.convert(Payload.json("{}")))).isEqualTo("{}");
    }

    @Test
    void nullIsRefusedBeforeAnyConverterSeesIt() {
        PayloadConverter converter = new PayloadConverter(
                RecordType.JSON, null, null, List.of((record, type) -> Payload.json("{\"" + record + "\":1}")));

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
    void recordsOfASchemaAreForProtobufOnly() {
        RecordConverter records = RecordConverter.of(RecordSchema.of(Reading.class, FieldNaming.AS_IS));

        assertThat(records.convert(new Reading("d1", 1), RecordType.PROTO)).isNotNull();
        assertThat(records.convert(new Reading("d1", 1), RecordType.JSON)).isNull();
        assertThat(records.convert("text", RecordType.PROTO)).isNull();
    }
}
