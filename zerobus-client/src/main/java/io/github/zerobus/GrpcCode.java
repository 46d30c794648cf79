package io.github.zerobus;

/** The gRPC status codes under their usual names, so that no gRPC type appears in the API of this package. */
public enum GrpcCode {
    /** The call ended without an error. */
    OK,
    /** The call was cancelled. */
    CANCELLED,
    /** An error of unknown origin. */
    UNKNOWN,
    /** The service rejected an argument. */
    INVALID_ARGUMENT,
    /** A deadline passed before the call ended. */
    DEADLINE_EXCEEDED,
    /** The requested entity does not exist. */
    NOT_FOUND,
    /** The entity to create exists already. */
    ALREADY_EXISTS,
    /** The credentials are valid, but lack a grant. */
    PERMISSION_DENIED,
    /** A quota or a resource is exhausted. */
    RESOURCE_EXHAUSTED,
    /** The system is not in the state that the call requires. */
    FAILED_PRECONDITION,
    /** The call was aborted, for example after a conflict. */
    ABORTED,
    /** An argument is outside of the valid range. */
    OUT_OF_RANGE,
    /** The service does not implement the method. */
    UNIMPLEMENTED,
    /** An internal error of the service. */
    INTERNAL,
    /** The service is unavailable at the moment. */
    UNAVAILABLE,
    /** Data was lost or corrupted. */
    DATA_LOSS,
    /** The call has no valid credentials. */
    UNAUTHENTICATED
}
