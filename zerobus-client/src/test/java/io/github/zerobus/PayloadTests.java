package io.github.zerobus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.StringValue;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTests {

    private static final byte[] OBJECT = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

    @Test
    void jsonKeepsItsBytesAndIsChecked() {
        Payload payload = Payload.json(OBJECT);

        assertThat(payload.bytes()).isSameAs(OBJECT);
        assertThat(payload.size()).isEqualTo(7);
        assertThat(payload.recordType()).isEqualTo(RecordType.JSON);
        assertThat(payload.isWellFormedJson()).isFalse();
        assertThat(Payload.json("{\"a\":1}").bytes()).isEqualTo(OBJECT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "{\"a\":\"\udc00 b\"}", "{\"a\":\"01234567\ud83d\"}", "\ude00\ud83d"})
    void unpairedSurrogateIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Payload.json(text))
                .withMessageContaining("unpaired surrogate")
                .withMessageContaining("at index");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "{\"a\":\"?\"}", "{\"a\":\"\ud83d\ude00? \u00e4\"}", "0123456789abcdef?"})
    void textWithQuestionMarkIsEncoded(String text) {
        assertThat(new String(Payload.json(text).bytes(), StandardCharsets.UTF_8))
                .isEqualTo(text);
    }

    @Test
    void wellFormedJsonIsNotChecked() {
        Payload payload = Payload.wellFormedJson(OBJECT);

        assertThat(payload.recordType()).isEqualTo(RecordType.JSON);
        assertThat(payload.isWellFormedJson()).isTrue();
    }

    @Test
    void protoIsSerialized() {
        StringValue message = StringValue.of("x");

        assertThat(Payload.proto(message).bytes()).isEqualTo(message.toByteArray());
        assertThat(Payload.proto(OBJECT).bytes()).isSameAs(OBJECT);
        assertThat(Payload.proto(OBJECT).recordType()).isEqualTo(RecordType.PROTO);
        assertThat(Payload.proto(OBJECT).isWellFormedJson()).isFalse();
    }

    @Test
    void textDoesNotShowTheContent() {
        assertThat(Payload.json("{\"secret\":1}")).hasToString("Payload[JSON, 12 bytes]");
        assertThat(Payload.proto(new byte[3])).hasToString("Payload[PROTO, 3 bytes]");
    }
}
