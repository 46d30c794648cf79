package io.github.zerobus.embedded.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import io.github.zerobus.proto.CreateIngestStreamRequest;
import io.github.zerobus.proto.EphemeralStreamRequest;
import io.github.zerobus.proto.IngestRecordBatchRequest;
import io.github.zerobus.proto.IngestRecordRequest;
import io.github.zerobus.proto.JsonRecordBatch;
import io.github.zerobus.proto.ProtoEncodedRecordBatch;
import io.grpc.StatusRuntimeException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceivedTests {

    private static final ByteString BYTES = ByteString.copyFromUtf8("{}");

    private static Received single(IngestRecordRequest.Builder record) {
        return Received.of(EphemeralStreamRequest.newBuilder()
                .setIngestRecord(record.setOffsetId(7))
                .build());
    }

    private static Received batch(IngestRecordBatchRequest.Builder batch) {
        return Received.of(EphemeralStreamRequest.newBuilder()
                .setIngestRecordBatch(batch.setOffsetId(7))
                .build());
    }

    @Test
    void allFormsOfRecordsAreRead() {
        assertThat(single(IngestRecordRequest.newBuilder().setJsonRecord("{}")))
                .isEqualTo(new Received(7, true, false, List.of(BYTES)));
        assertThat(single(IngestRecordRequest.newBuilder().setProtoEncodedRecord(BYTES)))
                .isEqualTo(new Received(7, false, false, List.of(BYTES)));
        assertThat(batch(IngestRecordBatchRequest.newBuilder()
                        .setJsonBatch(
                                JsonRecordBatch.newBuilder().addRecords("{}").addRecords("{}"))))
                .isEqualTo(new Received(7, true, true, List.of(BYTES, BYTES)));
        assertThat(batch(IngestRecordBatchRequest.newBuilder()
                        .setProtoEncodedBatch(
                                ProtoEncodedRecordBatch.newBuilder().addRecords(BYTES))))
                .isEqualTo(new Received(7, false, true, List.of(BYTES)));
    }

    @Test
    void bytesAreThoseOfAllRecords() {
        assertThat(new Received(0, true, true, List.of(BYTES, BYTES, BYTES)).bytes())
                .isEqualTo(6);
    }

    @Test
    void messagesWithoutOffsetAreInvalid() {
        EphemeralStreamRequest record = EphemeralStreamRequest.newBuilder()
                .setIngestRecord(IngestRecordRequest.newBuilder().setJsonRecord("{}"))
                .build();
        EphemeralStreamRequest batch = EphemeralStreamRequest.newBuilder()
                .setIngestRecordBatch(IngestRecordBatchRequest.newBuilder()
                        .setJsonBatch(JsonRecordBatch.newBuilder().addRecords("{}")))
                .build();

        for (EphemeralStreamRequest request : List.of(record, batch)) {
            assertThatExceptionOfType(StatusRuntimeException.class)
                    .isThrownBy(() -> Received.of(request))
                    .withMessageContaining("offset_id is missing");
        }
    }

    @Test
    void otherMessagesAreInvalid() {
        EphemeralStreamRequest create = EphemeralStreamRequest.newBuilder()
                .setCreateStream(CreateIngestStreamRequest.newBuilder())
                .build();

        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() -> Received.of(create))
                .withMessageContaining("expected records but received CREATE_STREAM");
    }
}
