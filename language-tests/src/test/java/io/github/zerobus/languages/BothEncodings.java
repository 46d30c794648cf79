package io.github.zerobus.languages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.github.zerobus.records.RecordSchema;
import io.github.zerobus.records.jackson.ColumnJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends an object as JSON and as protobuf. */
final class BothEncodings {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private BothEncodings() {}

    static void assertRow(Object record, String row) {
        JsonNode expected = MAPPER.readTree(row);
        assertThat(MAPPER.readTree(ColumnJson.of(MAPPER).write(record))).isEqualTo(expected);

        RecordSchema schema = RecordSchema.of(record.getClass());
        try {
            Message message = DynamicMessage.parseFrom(schema.descriptor(), schema.encode(record));
            assertThat(MAPPER.readTree(MAPPER.writeValueAsString(values(message))))
                    .isEqualTo(expected);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    static void assertRefused(Object record, String field) {
        String problem = "fields that nothing reads: " + field;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordSchema.of(record.getClass()))
                .withMessageContaining(problem);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ColumnJson.of(MAPPER).write(record))
                .withMessageContaining(problem);
    }

    private static Map<String, Object> values(Message message) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (field.isRepeated() || message.hasField(field)) {
                values.put(field.getName(), value(field, message.getField(field)));
            } else {
                values.put(field.getName(), null);
            }
        }
        return values;
    }

    private static Object value(FieldDescriptor field, Object value) {
        if (!field.isMapField()) {
            return value;
        }
        Map<Object, Object> map = new LinkedHashMap<>();
        ((List<?>) value).forEach(entry -> {
            Map<String, Object> pair = values((Message) entry);
            map.put(pair.get("key"), pair.get("value"));
        });
        return map;
    }
}
