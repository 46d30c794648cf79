package io.github.zerobus.embedded;

import com.google.protobuf.ByteString;
import io.github.zerobus.proto.EphemeralStreamRequest;
import io.github.zerobus.proto.IngestRecordBatchRequest;
import io.github.zerobus.proto.IngestRecordRequest;
import io.grpc.Status;
import java.util.List;

/**
 * One ingest message.
 *
 * @param wireOffset as the client sent it
 * @param json whether its records are JSON
 * @param batch whether it came as a batch
 * @param records their bytes
 * @param receivedAt when
 */
record Received(long wireOffset, boolean json, boolean batch, List<ByteString> records, long receivedAt) {

    static Received of(EphemeralStreamRequest request, long now) {
        return switch (request.getPayloadCase()) {
            case INGEST_RECORD -> single(request.getIngestRecord(), now);
            case INGEST_RECORD_BATCH -> batch(request.getIngestRecordBatch(), now);
            default ->
                throw Status.INVALID_ARGUMENT
                        .withDescription("expected records, but got " + request.getPayloadCase())
                        .asRuntimeException();
        };
    }

    private static Received single(IngestRecordRequest request, long now) {
        boolean json = request.hasJsonRecord();
        ByteString record = json ? request.getJsonRecordBytes() : request.getProtoEncodedRecord();
        return new Received(request.getOffsetId(), json, false, List.of(record), now);
    }

    private static Received batch(IngestRecordBatchRequest request, long now) {
        boolean json = request.hasJsonBatch();
        List<ByteString> records = json
                ? request.getJsonBatch().getRecordsList().asByteStringList()
                : request.getProtoEncodedBatch().getRecordsList();
        return new Received(request.getOffsetId(), json, true, List.copyOf(records), now);
    }

    long bytes() {
        return records.stream().mapToLong(ByteString::size).sum();
    }
}
