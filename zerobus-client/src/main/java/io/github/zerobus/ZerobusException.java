package io.github.zerobus;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Root of all failures of a stream. Unchecked. The message names the stream, what failed and what to do; decide by
 * {@link #kind()} and {@link #isRetryable()}, never by the text.
 *
 * <p>Only the engine creates the subclasses. Authors of token and headers providers report failures with
 * {@link #transientFailure} and {@link #permanentFailure}.
 */
public class ZerobusException extends RuntimeException {

    private final ErrorKind kind;
    private final boolean retryable;
    private final @Nullable GrpcCode grpcCode;

    ZerobusException(
            ErrorKind kind, boolean retryable, @Nullable GrpcCode grpcCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.retryable = retryable;
        this.grpcCode = grpcCode;
    }

    /** Without a stack trace, for a failure of which there is one for each request. */
    ZerobusException(ErrorKind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
        this.retryable = false;
        this.grpcCode = null;
    }

    /**
     * Creates a failure that a later call may not meet again, such as an unreachable token endpoint. A sub-stream that
     * meets it retries as {@link RecoveryOptions} say. For authors of token and headers providers.
     *
     * @param message what failed and what to do; without secrets, since it is logged
     * @param cause the cause, or null if there is none
     * @return a retryable failure of kind {@link ErrorKind#TRANSIENT}
     */
    public static ZerobusException transientFailure(String message, @Nullable Throwable cause) {
        return new ZerobusException(ErrorKind.TRANSIENT, true, null, message, cause);
    }

    /**
     * Creates a failure that a retry cannot fix, such as wrong credentials. A sub-stream that meets it does not retry:
     * the stream fails to open, or is poisoned. For authors of token and headers providers.
     *
     * @param message what failed and what to do; without secrets, since it is logged
     * @param cause the cause, or null if there is none
     * @return a failure of kind {@link ErrorKind#CONFIGURATION} that is not retryable
     */
    public static ZerobusException permanentFailure(String message, @Nullable Throwable cause) {
        return new ZerobusException(ErrorKind.CONFIGURATION, false, null, message, cause);
    }

    /**
     * Kind of the failure.
     *
     * @return the kind
     */
    public ErrorKind kind() {
        return kind;
    }

    /**
     * Whether the same call may succeed later without a change by the application.
     *
     * @return whether a retry makes sense
     */
    public boolean isRetryable() {
        return retryable;
    }

    /**
     * The gRPC status code with which the call ended.
     *
     * @return the code, or empty if no gRPC status caused the failure
     */
    public Optional<GrpcCode> grpcCode() {
        return Optional.ofNullable(grpcCode);
    }
}
