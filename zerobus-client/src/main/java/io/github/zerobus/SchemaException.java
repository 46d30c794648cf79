package io.github.zerobus;

import org.jspecify.annotations.Nullable;

/** The service refused records or descriptor since they do not fit the table; change one of the two. */
public final class SchemaException extends ZerobusException {

    private final transient SchemaFault fault;

    /** For the engine. */
    public SchemaException(
            boolean retryable, GrpcCode grpcCode, String message, SchemaFault fault, @Nullable Throwable cause) {
        super(ErrorKind.INVALID_DATA, retryable, grpcCode, message, cause);
        this.fault = fault;
    }

    /** What does not fit. */
    public SchemaFault fault() {
        return fault;
    }
}
