package io.github.zerobus.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.Timestamp;
import io.github.zerobus.RecordType;
import io.github.zerobus.records.PayloadConverter;
import io.github.zerobus.records.UnsupportedRecordException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateConverterTests {

    private final TemplateConverter json =
            new TemplateConverter(PayloadConverter.builder(RecordType.JSON).build(), "default");
    private final TemplateConverter proto =
            new TemplateConverter(PayloadConverter.builder(RecordType.PROTO).build(), "default");

    @Test
    void supportedRecordsAreConverted() {
        assertThat(json.convert("{}").size()).isEqualTo(2);
        assertThat(proto.convertAll(List.of(Timestamp.getDefaultInstance(), new byte[] {8, 7})))
                .hasSize(2);
    }

    @Test
    void remedyNamesThePropertyToSet() {
        assertThatExceptionOfType(UnsupportedRecordException.class)
                .isThrownBy(() -> json.convert(Timestamp.getDefaultInstance()))
                .withMessageContaining("; set zerobus.stream.record-type to proto");
        assertThatExceptionOfType(UnsupportedRecordException.class)
                .isThrownBy(() -> proto.convertAll(List.of("text")))
                .withMessageContaining("; set zerobus.stream.record-class");
    }

    @Test
    void remedyNamesThePropertyOfANamedStream() {
        TemplateConverter orders =
                new TemplateConverter(PayloadConverter.builder(RecordType.JSON).build(), "orders");

        assertThatExceptionOfType(UnsupportedRecordException.class)
                .isThrownBy(() -> orders.convert(Timestamp.getDefaultInstance()))
                .withMessageContaining("; set zerobus.streams.orders.record-type to proto");
    }

    @Test
    void remedyNamesTheStarterThatAddsAJsonMapper() {
        assertThatExceptionOfType(UnsupportedRecordException.class)
                .isThrownBy(() -> json.convert(7))
                .withMessageContaining("; add spring-boot-starter-jackson");
    }
}
