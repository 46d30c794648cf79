package io.github.zerobus;

import org.jspecify.annotations.Nullable;

/** The service rejected records or a descriptor because they do not match the table. Change either of them. */
public final class SchemaException extends ZerobusException {

    private final SchemaFault fault;

    SchemaException(
            boolean retryable, GrpcCode grpcCode, String message, SchemaFault fault, @Nullable Throwable cause) {
        super(ErrorKind.INVALID_DATA, retryable, grpcCode, message, cause);
        this.fault = fault;
    }

    /**
     * What does not match.
     *
     * @return the mismatch as the service reported it
     */
    public SchemaFault fault() {
        return fault;
    }
}
