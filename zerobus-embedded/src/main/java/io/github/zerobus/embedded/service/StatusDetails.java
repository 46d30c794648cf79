package io.github.zerobus.embedded.service;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import io.grpc.Metadata;
import io.grpc.Status;

/** Trailers with the details of a failure (docs/protocol.md#4.4). */
public final class StatusDetails {

    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    /** A message whose first field is longer than the rest of the message. */
    private static final byte[] UNREADABLE = {10, 100, 1};

    private StatusDetails() {}

    /** Details of records or a descriptor that do not match the table; causes are separated by commas. */
    public static Metadata schema(Status status, String errorCode, String causes) {
        return of(
                status,
                ErrorInfo.newBuilder()
                        .setReason("SCHEMA_VALIDATION_FAILED")
                        .setDomain("zerobus.databricks.com")
                        .putMetadata("causes", causes)
                        .putMetadata("error_code", errorCode)
                        .build());
    }

    /** Repeats code and description, since some clients read them from the details. */
    public static Metadata of(Status status, Message detail) {
        String description = status.getDescription();
        return trailers(com.google.rpc.Status.newBuilder()
                .setCode(status.getCode().value())
                .setMessage(description == null ? "" : description)
                .addDetails(Any.pack(detail))
                .build()
                .toByteArray());
    }

    /** Details that are not a valid {@code google.rpc.Status}. */
    public static Metadata unreadable() {
        return trailers(UNREADABLE);
    }

    private static Metadata trailers(byte[] details) {
        Metadata trailers = new Metadata();
        trailers.put(DETAILS, details);
        return trailers;
    }
}
