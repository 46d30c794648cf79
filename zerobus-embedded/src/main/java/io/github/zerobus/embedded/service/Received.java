package io.github.zerobus.embedded.service;

import com.google.protobuf.ByteString;
import io.github.zerobus.proto.EphemeralStreamRequest;
import io.github.zerobus.proto.IngestRecordBatchRequest;
import io.github.zerobus.proto.IngestRecordRequest;
import io.grpc.Status;
import java.util.List;

/**
 * One ingest message.
 *
 * @param wireOffset wire offset as the client sent it
 * @param json whether its records are JSON
 * @param batch whether it is a batch
 * @param records bytes of its records
 */
public record Received(long wireOffset, boolean json, boolean batch, List<ByteString> records) {

    static Received of(EphemeralStreamRequest request) {
        return switch (request.getPayloadCase()) {
            case INGEST_RECORD -> single(request.getIngestRecord());
            case INGEST_RECORD_BATCH -> batch(request.getIngestRecordBatch());
            default ->
                throw Status.INVALID_ARGUMENT
                        .withDescription("expected records but received " + request.getPayloadCase())
                        .asRuntimeException();
        };
    }

    private static Received single(IngestRecordRequest request) {
        requireOffset(request.hasOffsetId());
        boolean json = request.hasJsonRecord();
        ByteString record = json ? request.getJsonRecordBytes() : request.getProtoEncodedRecord();
        return new Received(request.getOffsetId(), json, false, List.of(record));
    }

    private static Received batch(IngestRecordBatchRequest request) {
        requireOffset(request.hasOffsetId());
        boolean json = request.hasJsonBatch();
        List<ByteString> records = json
                ? request.getJsonBatch().getRecordsList().asByteStringList()
                : request.getProtoEncodedBatch().getRecordsList();
        return new Received(request.getOffsetId(), json, true, List.copyOf(records));
    }

    private static void requireOffset(boolean present) {
        if (!present) {
            throw Status.INVALID_ARGUMENT
                    .withDescription("offset_id is missing")
                    .asRuntimeException();
        }
    }

    long bytes() {
        return records.stream().mapToLong(ByteString::size).sum();
    }
}
