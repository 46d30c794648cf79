package io.github.zerobus.embedded.service;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.zerobus.embedded.columns.RowReader;
import io.github.zerobus.embedded.columns.SchemaMismatch;
import io.github.zerobus.embedded.columns.TableColumns;
import io.github.zerobus.proto.CreateIngestStreamRequest;
import io.github.zerobus.proto.RecordType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Validates messages as the service does: record type, size, content against descriptor or JSON syntax, and both
 * against the columns of the table.
 */
final class RecordCheck {

    /** Maximum record bytes of one request (docs/protocol.md#6). */
    private static final long MAX_REQUEST_BYTES = 10 * 1024 * 1024;

    /** The only error code of a schema failure that is known (docs/protocol.md#4.4). */
    private static final String SCHEMA_ERROR = "8001";

    private static final String NAME = "[^.\\s/\\p{Cntrl}]{1,255}";
    /** Three names as the catalog allows them, separated by dots. */
    private static final Pattern TABLE_NAME = Pattern.compile(NAME + "\\." + NAME + "\\." + NAME);

    private final boolean json;
    private final boolean validate;
    private final long maxBytes;
    private final @Nullable Descriptor descriptor;
    private final @Nullable RowReader rows;

    private RecordCheck(
            boolean json, boolean validate, long maxBytes, @Nullable Descriptor descriptor, @Nullable RowReader rows) {
        this.json = json;
        this.validate = validate;
        this.maxBytes = maxBytes;
        this.descriptor = descriptor;
        this.rows = rows;
    }

    /**
     * Returns the check for the streams of a create message.
     *
     * @param columns columns of the table; null if it takes everything
     * @throws StatusRuntimeException if the create message is invalid, or its descriptor does not fit the columns
     */
    static RecordCheck of(
            CreateIngestStreamRequest create, boolean validate, long maxBytes, @Nullable TableColumns columns) {
        long limit = Math.min(maxBytes, MAX_REQUEST_BYTES);
        if (!TABLE_NAME.matcher(create.getTableName()).matches()) {
            throw invalid("a table name must have three parts, which are not empty and have at most 255 characters"
                    + " other than blanks, slashes and control characters");
        }
        if (create.getRecordType() == RecordType.JSON) {
            RowReader rows = validate && columns != null ? columns.json() : null;
            return new RecordCheck(true, validate, limit, null, rows);
        }
        if (create.getRecordType() != RecordType.PROTO) {
            throw invalid("the record type must be PROTO or JSON");
        }
        if (!create.hasDescriptorProto()) {
            throw invalid("the record type PROTO requires a descriptor");
        }
        Descriptor descriptor = descriptor(create.getDescriptorProto());
        RowReader rows = validate && columns != null ? matching(columns, descriptor) : null;
        return new RecordCheck(false, validate, limit, descriptor, rows);
    }

    private static RowReader matching(TableColumns columns, Descriptor descriptor) {
        try {
            return columns.protobuf(descriptor);
        } catch (SchemaMismatch e) {
            throw mismatch("the descriptor does not match the table", e);
        }
    }

    /** Reader of the records as rows; null if the table has no columns. */
    @Nullable
    RowReader rows() {
        return rows;
    }

    private static Descriptor descriptor(ByteString bytes) {
        try {
            DescriptorProto message = DescriptorProto.parseFrom(bytes);
            FileDescriptorProto file = FileDescriptorProto.newBuilder()
                    .setName("table.proto")
                    .setPackage(packageOf(message))
                    .addMessageType(message)
                    .build();
            return FileDescriptor.buildFrom(file, new FileDescriptor[0])
                    .getMessageTypes()
                    .get(0);
        } catch (InvalidProtocolBufferException | DescriptorValidationException e) {
            throw invalid("invalid descriptor: " + e.getMessage());
        }
    }

    /** Derives the package from the full names of nested types, since a message descriptor does not contain it. */
    private static String packageOf(DescriptorProto message) {
        String own = "." + message.getName() + ".";
        return message.getFieldList().stream()
                .filter(FieldDescriptorProto::hasTypeName)
                .map(FieldDescriptorProto::getTypeName)
                .filter(name -> name.indexOf(own) > 0)
                .map(name -> name.substring(1, name.indexOf(own)))
                .findFirst()
                .orElse("");
    }

    /**
     * Checks one message. A single invalid record makes the whole message invalid.
     *
     * @throws StatusRuntimeException if the message is invalid
     */
    void check(Received received) {
        if (received.json() != json) {
            throw invalid("the type of the records is not the record type of the stream");
        }
        if (received.records().isEmpty()) {
            throw invalid("the message has no records");
        }
        if (received.bytes() > maxBytes) {
            throw invalid("the request has more than " + maxBytes + " record bytes");
        }
        if (validate) {
            for (int i = 0; i < received.records().size(); i++) {
                checkRecord(received.records().get(i), i);
            }
        }
    }

    private void checkRecord(ByteString record, int index) {
        if (descriptor == null) {
            if (!JsonObjects.isObject(record)) {
                throw invalid("a record is not a JSON object");
            }
            checkColumns(record, index);
            return;
        }
        DynamicMessage.Builder message = parsed(record, descriptor);
        // Before the fields that the descriptor requires, for the details of the failure.
        checkColumns(record, index);
        if (!message.isInitialized()) {
            throw invalid("a required field of a record is missing");
        }
    }

    private static DynamicMessage.Builder parsed(ByteString record, Descriptor descriptor) {
        try {
            return DynamicMessage.newBuilder(descriptor).mergeFrom(record);
        } catch (InvalidProtocolBufferException e) {
            throw invalid("a record does not match the descriptor");
        }
    }

    private void checkColumns(ByteString record, int index) {
        if (rows != null) {
            try {
                rows.read(record);
            } catch (SchemaMismatch e) {
                throw mismatch("record " + index + " of the message does not match the table", e);
            }
        }
    }

    private static StatusRuntimeException mismatch(String subject, SchemaMismatch mismatch) {
        Status status = Status.INVALID_ARGUMENT.withDescription(subject + ": " + mismatch.getMessage());
        return status.asRuntimeException(StatusDetails.schema(status, SCHEMA_ERROR, mismatch.causes()));
    }

    private static StatusRuntimeException invalid(String text) {
        return Status.INVALID_ARGUMENT.withDescription(text).asRuntimeException();
    }
}
