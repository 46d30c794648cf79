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
import io.github.zerobus.proto.CreateIngestStreamRequest;
import io.github.zerobus.proto.RecordType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validates messages as the service does: record type, size, and content against descriptor or JSON syntax. */
final class RecordCheck {

    /** Maximum record bytes of one request (docs/protocol.md#6). */
    private static final long MAX_REQUEST_BYTES = 10 * 1024 * 1024;

    private static final String NAME = "[^.\\s/\\p{Cntrl}]{1,255}";
    /** Three names as the catalog allows them, separated by dots. */
    private static final Pattern TABLE_NAME = Pattern.compile(NAME + "\\." + NAME + "\\." + NAME);

    private final boolean json;
    private final boolean validate;
    private final long maxBytes;
    private final @Nullable Descriptor descriptor;

    private RecordCheck(boolean json, boolean validate, long maxBytes, @Nullable Descriptor descriptor) {
        this.json = json;
        this.validate = validate;
        this.maxBytes = maxBytes;
        this.descriptor = descriptor;
    }

    /**
     * Returns the check for the streams of a create message.
     *
     * @throws StatusRuntimeException if the create message is invalid
     */
    static RecordCheck of(CreateIngestStreamRequest create, boolean validate, long maxBytes) {
        long limit = Math.min(maxBytes, MAX_REQUEST_BYTES);
        if (!TABLE_NAME.matcher(create.getTableName()).matches()) {
            throw invalid("a table name must have three parts, which are not empty and have at most 255 characters"
                    + " other than blanks, slashes and control characters");
        }
        if (create.getRecordType() == RecordType.JSON) {
            return new RecordCheck(true, validate, limit, null);
        }
        if (create.getRecordType() != RecordType.PROTO) {
            throw invalid("the record type must be PROTO or JSON");
        }
        if (!create.hasDescriptorProto()) {
            throw invalid("the record type PROTO requires a descriptor");
        }
        return new RecordCheck(false, validate, limit, descriptor(create.getDescriptorProto()));
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
            received.records().forEach(this::checkRecord);
        }
    }

    private void checkRecord(ByteString record) {
        try {
            boolean valid = descriptor == null
                    ? JsonObjects.isObject(record)
                    : DynamicMessage.newBuilder(descriptor).mergeFrom(record).isInitialized();
            if (!valid) {
                throw invalid(json ? "a record is not a JSON object" : "a required field of a record is missing");
            }
        } catch (InvalidProtocolBufferException e) {
            throw invalid("a record does not match the descriptor");
        }
    }

    private static StatusRuntimeException invalid(String text) {
        return Status.INVALID_ARGUMENT.withDescription(text).asRuntimeException();
    }
}
