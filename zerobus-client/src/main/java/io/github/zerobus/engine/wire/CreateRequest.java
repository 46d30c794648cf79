package io.github.zerobus.engine.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import io.github.zerobus.EngineAccess;
import io.github.zerobus.RecordType;
import io.github.zerobus.TableName;
import io.github.zerobus.proto.CreateIngestStreamRequest;
import io.github.zerobus.proto.EphemeralStreamRequest;
import org.jspecify.annotations.Nullable;

/** Encodes the first message of a physical stream (docs/protocol.md#1.1). */
public final class CreateRequest {

    private CreateRequest() {}

    /**
     * Encodes the message.
     *
     * @param table table of the stream
     * @param type encoding of the records
     * @param descriptor message type of protobuf records; not used for JSON
     * @return the serialized message
     * @throws io.github.zerobus.InvalidOptionException if the descriptor is required and missing, recursive,
     *     or uses two types with the same name
     */
    public static ByteString encode(TableName table, RecordType type, @Nullable Descriptor descriptor) {
        CreateIngestStreamRequest.Builder create =
                CreateIngestStreamRequest.newBuilder().setTableName(table.toString());
        if (type == RecordType.JSON) {
            create.setRecordType(io.github.zerobus.proto.RecordType.JSON);
        } else if (descriptor == null) {
            throw EngineAccess.invalidOption(
                    "descriptor", "missing", "records of type proto need the descriptor of their message");
        } else {
            create.setRecordType(io.github.zerobus.proto.RecordType.PROTO)
                    .setDescriptorProto(ByteString.copyFrom(
                            MessageDeclaration.of(descriptor).toByteArray()));
        }
        return EphemeralStreamRequest.newBuilder()
                .setCreateStream(create)
                .build()
                .toByteString();
    }
}
