package io.github.zerobus.embedded;

import io.grpc.Status;

/** The status codes of gRPC, with which a server ends or refuses a stream. */
public enum StatusCode {
    /** No failure: the call ends as if the client had been served. */
    OK,
    /** The call was cancelled. */
    CANCELLED,
    /** An error without further classification. */
    UNKNOWN,
    /** The request is invalid, regardless of the state of the service. */
    INVALID_ARGUMENT,
    /** The deadline expired before the call completed. */
    DEADLINE_EXCEEDED,
    /** A requested entity, such as the table, does not exist. */
    NOT_FOUND,
    /** The entity to create exists already. */
    ALREADY_EXISTS,
    /** The caller lacks permission for the operation. */
    PERMISSION_DENIED,
    /** A quota or another resource is exhausted. */
    RESOURCE_EXHAUSTED,
    /** The service is not in the state that the operation requires. */
    FAILED_PRECONDITION,
    /** The operation was aborted, usually because of a conflict. */
    ABORTED,
    /** The operation is outside of the valid range. */
    OUT_OF_RANGE,
    /** The service does not implement the operation. */
    UNIMPLEMENTED,
    /** An invariant of the service is broken. */
    INTERNAL,
    /** The service is unavailable at the moment. */
    UNAVAILABLE,
    /** Data is lost or corrupted permanently. */
    DATA_LOSS,
    /** The call has no valid credentials. */
    UNAUTHENTICATED;

    Status toStatus() {
        return Status.Code.valueOf(name()).toStatus();
    }
}
