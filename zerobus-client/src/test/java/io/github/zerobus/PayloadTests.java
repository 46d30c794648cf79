package io.github.zerobus;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.StringValue;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

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
