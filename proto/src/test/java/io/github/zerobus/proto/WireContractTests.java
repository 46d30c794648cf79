package io.github.zerobus.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds what other people's servers rely on: names and numbers on the wire. */
class WireContractTests {

    @Test
    void methodHasTheNameTheServiceKnows() {
        var method = ZerobusGrpc.getEphemeralStreamMethod();

        assertThat(method.getFullMethodName()).isEqualTo("databricks.zerobus.Zerobus/EphemeralStream");
        assertThat(method.getType()).hasToString("BIDI_STREAMING");
    }

    @Test
    void requestFieldsHaveTheirNumbers() {
        assertThat(fields(EphemeralStreamRequest.getDescriptor()))
                .isEqualTo(Map.of("create_stream", 1, "ingest_record", 2, "ingest_record_batch", 3));
        assertThat(fields(CreateIngestStreamRequest.getDescriptor()))
                .isEqualTo(Map.of("table_name", 1, "descriptor_proto", 3, "record_type", 4));
        assertThat(fields(IngestRecordRequest.getDescriptor()))
                .isEqualTo(Map.of("offset_id", 1, "proto_encoded_record", 2, "json_record", 3));
        assertThat(fields(IngestRecordBatchRequest.getDescriptor()))
                .isEqualTo(Map.of("offset_id", 1, "proto_encoded_batch", 2, "json_batch", 3));
        assertThat(fields(ProtoEncodedRecordBatch.getDescriptor())).isEqualTo(Map.of("records", 1));
        assertThat(fields(JsonRecordBatch.getDescriptor())).isEqualTo(Map.of("records", 1));
    }

    @Test
    void responseFieldsHaveTheirNumbers() {
        assertThat(fields(EphemeralStreamResponse.getDescriptor()))
                .isEqualTo(Map.of("create_stream_response", 1, "ingest_record_response", 2, "close_stream_signal", 3));
        assertThat(fields(CreateIngestStreamResponse.getDescriptor())).isEqualTo(Map.of("stream_id", 1));
        assertThat(fields(IngestRecordResponse.getDescriptor())).isEqualTo(Map.of("durability_ack_up_to_offset", 1));
        assertThat(fields(CloseStreamSignal.getDescriptor())).isEqualTo(Map.of("duration", 1));
    }

    @Test
    void recordTypesHaveTheirNumbers() {
        assertThat(RecordType.PROTO.getNumber()).isEqualTo(1);
        assertThat(RecordType.JSON.getNumber()).isEqualTo(2);
    }

    private static Map<String, Integer> fields(Descriptor message) {
        return message.getFields().stream()
                .collect(Collectors.toMap(FieldDescriptor::getName, FieldDescriptor::getNumber));
    }
}
