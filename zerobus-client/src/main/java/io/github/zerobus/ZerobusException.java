package io.github.zerobus;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Root of all failures of a stream; unchecked. The message names the stream, what failed, and what to do. */
public class ZerobusException extends RuntimeException {

    private final ErrorKind kind;
    private final boolean retryable;
    private final transient @Nullable GrpcCode grpcCode;

    /**
     * For engine and providers; applications catch.
     *
     * @param retryable whether the same call may succeed later without a change by the application
     * @param grpcCode the status code behind the failure, if there is one
     */
    public ZerobusException(
            ErrorKind kind, boolean retryable, @Nullable GrpcCode grpcCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.retryable = retryable;
        this.grpcCode = grpcCode;
    }

    /** What sort of trouble this is. */
    public ErrorKind kind() {
        return kind;
    }

    /** Whether the same call may succeed later without a change by the application. */
    public boolean isRetryable() {
        return retryable;
    }

    /** The gRPC status code behind the failure, where one stands behind it. */
    public Optional<GrpcCode> grpcCode() {
        return Optional.ofNullable(grpcCode);
    }
}
