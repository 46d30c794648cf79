package io.github.zerobus.embedded;

import static io.github.zerobus.embedded.PlainCall.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.github.zerobus.proto.CreateIngestStreamRequest;
import io.github.zerobus.proto.EphemeralStreamRequest;
import io.github.zerobus.proto.IngestRecordBatchRequest;
import io.github.zerobus.proto.IngestRecordRequest;
import io.github.zerobus.proto.JsonRecordBatch;
import io.github.zerobus.proto.RecordType;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tables with columns: refusals on the wire, typed rows, declarations. */
@Timeout(60)
class TableColumnsTests {

    private static final String COLUMNS = "device STRING NOT NULL, at TIMESTAMP";
    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);
    private static final String READING = "{\"device\":\"a\",\"at\":1500000}";

    private @Nullable EmbeddedZerobusServer running;

    private EmbeddedZerobusServer start(EmbeddedZerobusServerBuilder builder) {
        EmbeddedZerobusServer server = builder.ackDelay(Duration.ZERO).start();
        running = server;
        return server;
    }

    private static EmbeddedZerobusServerBuilder builder() {
        return EmbeddedZerobusServer.builder();
    }

    @AfterEach
    void close() {
        if (running != null) {
            running.close();
        }
    }

    private static CreateIngestStreamRequest.Builder proto(String field, FieldDescriptorProto.Type type) {
        DescriptorProto descriptor = DescriptorProto.newBuilder()
                .setName("Reading")
                .addField(FieldDescriptorProto.newBuilder()
                        .setName(field)
                        .setNumber(1)
                        .setType(type)
                        .setLabel(Label.LABEL_OPTIONAL))
                .build();
        return CreateIngestStreamRequest.newBuilder()
                .setTableName(TABLE)
                .setRecordType(RecordType.PROTO)
                .setDescriptorProto(descriptor.toByteString());
    }

    private static void assertRefused(PlainCall call, String causes, String... texts)
            throws InvalidProtocolBufferException {
        Status status = call.awaitEnd();
        assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(status.getDescription()).contains(texts);
        byte[] details = Objects.requireNonNull(call.trailers.get()).get(DETAILS);
        com.google.rpc.Status detailed = com.google.rpc.Status.parseFrom(details);
        assertThat(detailed.getMessage()).isEqualTo(status.getDescription());
        ErrorInfo info = detailed.getDetails(0).unpack(ErrorInfo.class);
        assertThat(info.getReason()).isEqualTo("SCHEMA_VALIDATION_FAILED");
        assertThat(info.getDomain()).isEqualTo("zerobus.databricks.com");
        assertThat(info.getMetadataMap()).containsEntry("causes", causes).containsEntry("error_code", "8001");
    }

    @Test
    void jsonRowsAreTyped() {
        EmbeddedZerobusServer server = start(builder().table(TABLE, COLUMNS));
        try (PlainCall call = PlainCall.created(server)) {
            call.json(0, READING);
            call.awaitAnswers(2);
        }
        DurableRow row = server.table(TABLE).rows().get(0);

        assertThat(row.get("at")).isEqualTo(Instant.ofEpochMilli(1500));
        assertThat(row.values()).containsEntry("device", "a").hasSize(2);
        assertThat(row.text()).isEqualTo(READING);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> row.get("x"))
                .withMessage("The table has no column 'x'; it has device, at");
    }

    @Test
    void protobufRowsAreTyped() {
        EmbeddedZerobusServer server = start(builder().table(TABLE, COLUMNS));
        try (PlainCall call = new PlainCall(server, TABLE, null)) {
            call.create(proto("device", FieldDescriptorProto.Type.TYPE_STRING));
            call.awaitAnswers(1);
            call.requests.onNext(EphemeralStreamRequest.newBuilder()
                    .setIngestRecord(IngestRecordRequest.newBuilder()
                            .setOffsetId(0)
                            .setProtoEncodedRecord(ByteString.copyFromUtf8("\n\001a")))
                    .build());
            call.awaitAnswers(2);
        }

        assertThat(server.table(TABLE).rows().get(0).values()).hasToString("{device=a, at=null}");
    }

    @Test
    void recordThatDoesNotFitIsRefused() throws Exception {
        EmbeddedZerobusServer server = start(builder().table(TABLE, COLUMNS));
        try (PlainCall unknown = PlainCall.created(server);
                PlainCall missing = PlainCall.created(server);
                PlainCall type = PlainCall.created(server)) {
            unknown.json(0, "{\"device\":\"a\",\"celsius\":21}");
            missing.json(0, "{}");
            type.json(0, "{\"device\":\"a\",\"at\":\"2026-08-23T00:00:00Z\"}");

            assertRefused(unknown, "FIELD_NOT_IN_TABLE", "record 0 of the message", "celsius is not a column");
            assertRefused(missing, "MISSING_REQUIRED_COLUMN", "device is NOT NULL");
            assertRefused(type, "TYPE_INCOMPATIBLE", "at is TIMESTAMP", "microseconds since 1970-01-01");
        }
        assertThat(server.table(TABLE).durableRecords()).isZero();
    }

    @Test
    void batchIsRefusedAsAWhole() throws Exception {
        EmbeddedZerobusServer server = start(builder().table(TABLE, COLUMNS));
        try (PlainCall call = PlainCall.created(server)) {
            call.requests.onNext(EphemeralStreamRequest.newBuilder()
                    .setIngestRecordBatch(IngestRecordBatchRequest.newBuilder()
                            .setOffsetId(0)
                            .setJsonBatch(JsonRecordBatch.newBuilder().addAllRecords(List.of(READING, "{\"at\":1}"))))
                    .build());

            assertRefused(call, "MISSING_REQUIRED_COLUMN", "record 1 of the message");
        }
        assertThat(server.table(TABLE).durableRecords()).isZero();
    }

    @Test
    void descriptorThatDoesNotFitIsRefusedAtCreation() throws Exception {
        EmbeddedZerobusServer server = start(builder().table(TABLE, COLUMNS));
        try (PlainCall unknown = new PlainCall(server, TABLE, null);
                PlainCall type = new PlainCall(server, TABLE, null)) {
            unknown.create(proto("celsius", FieldDescriptorProto.Type.TYPE_DOUBLE));
            type.create(proto("device", FieldDescriptorProto.Type.TYPE_BYTES));

            assertRefused(
                    unknown,
                    "FIELD_NOT_IN_TABLE,MISSING_REQUIRED_COLUMN",
                    "the descriptor does not match the table: celsius is not a column",
                    "device is NOT NULL");
            assertRefused(type, "TYPE_INCOMPATIBLE", "device is STRING: the type of the field is bytes");
            assertThat(unknown.answers).isEmpty();
        }
    }

    @Test
    void tableWithoutColumnsTakesEverythingAndHasNoTypedRows() {
        EmbeddedZerobusServer server = start(builder().table("main.test.others", COLUMNS));
        try (PlainCall call = PlainCall.created(server)) {
            call.json(0, "{\"x\":{}}");
            call.awaitAnswers(2);
        }

        assertThatIllegalStateException()
                .isThrownBy(() -> server.table(TABLE).rows().get(0).values())
                .withMessageContaining("declare them");
    }

    @Test
    void columnsOfRunningServerApplyToNewStreams() throws Exception {
        EmbeddedZerobusServer server = start(builder());
        try (PlainCall before = PlainCall.created(server)) {
            EmbeddedTable table = server.table(TABLE).columns(COLUMNS);
            before.json(0, "{\"x\":1}");
            before.awaitAnswers(2);
            server.reset();
            try (PlainCall after = PlainCall.created(server)) {
                after.json(0, "{\"x\":1}");
                assertRefused(after, "FIELD_NOT_IN_TABLE", "x is not a column");
            }
            table.columns("x INT");
            try (PlainCall changed = PlainCall.created(server)) {
                changed.json(0, "{\"x\":1}");
                await().until(() -> table.durableRecords() == 1);
            }
            assertThat(table.rows().get(0).get("x")).isEqualTo(1);
        }
    }

    @Test
    void columnsAreNotCheckedWhenValidationIsOff() {
        EmbeddedZerobusServer server = start(builder().table(TABLE, COLUMNS).validateRecords(false));
        try (PlainCall call = PlainCall.created(server)) {
            call.json(0, "{\"x\":1}");
            call.awaitAnswers(2);
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> server.table(TABLE).rows().get(0).get("x"));
    }

    @Test
    void fileDeclaresTables(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("tables.sql");
        Files.writeString(file, "CREATE TABLE " + TABLE + " (" + COLUMNS + ") USING DELTA;\n\nCREATE TABL");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().ddl(file))
                .withMessageStartingWith(file + ", line 3, column 1: expected CREATE TABLE");

        Files.writeString(file, "CREATE TABLE " + TABLE + " (" + COLUMNS + ") USING DELTA;");
        EmbeddedZerobusServer server = start(builder().ddl(file));
        try (PlainCall call = PlainCall.created(server)) {
            call.json(0, "{}");
            assertRefused(call, "MISSING_REQUIRED_COLUMN", "device is NOT NULL");
        }
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> builder().ddl(folder.resolve("absent.sql")))
                .withMessageContaining("absent.sql");
    }
}
