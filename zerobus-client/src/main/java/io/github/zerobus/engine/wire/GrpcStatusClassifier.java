package io.github.zerobus.engine.wire;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.ErrorKind;
import io.github.zerobus.ForeignText;
import io.github.zerobus.GrpcCode;
import io.github.zerobus.ProxyException;
import io.github.zerobus.SchemaFault;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.channel.GrpcProxies;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Translates gRPC statuses to failures. The only class that evaluates codes; nothing evaluates texts of the
 * server (docs/protocol.md#4.1).
 */
public final class GrpcStatusClassifier {

    private static final Set<GrpcCode> PERMANENT = EnumSet.of(
            GrpcCode.INVALID_ARGUMENT,
            GrpcCode.UNAUTHENTICATED,
            GrpcCode.PERMISSION_DENIED,
            GrpcCode.OUT_OF_RANGE,
            GrpcCode.UNIMPLEMENTED,
            GrpcCode.NOT_FOUND);

    private static final List<String> OVERSIZED =
            List.of("gRPC message exceeds maximum size", "Decompressed gRPC message exceeds maximum size");

    private GrpcStatusClassifier() {}

    /**
     * The failure of a call that has ended. OK is a failure too, and retryable.
     *
     * @param secrets what the text of the server must not repeat
     */
    static ZerobusException failure(String where, Status status, Metadata trailers, Collection<String> secrets) {
        GrpcCode code = code(status);
        Throwable cause = ForeignText.cause(cause(status), secrets);
        String text = TransportReason.of(status.getDescription(), cause, secrets);
        String message = where + (code == GrpcCode.OK ? "the server ended the physical stream" : "the call ended")
                + " with " + code + (text == null ? "" : ": " + text);
        if (isOversized(status)) {
            return EngineAccess.failure(ErrorKind.PROTOCOL, true, null, message, cause);
        }
        SchemaFault fault = SchemaFaults.in(trailers, secrets);
        return fault == null
                ? EngineAccess.failure(kind(code), !PERMANENT.contains(code), code, message, cause)
                : EngineAccess.schemaFailure(!PERMANENT.contains(code), code, message + "; " + fault, fault, cause);
    }

    /**
     * Whether gRPC refused to read a message because of its size. The only evaluation of a text, which is gRPC's own:
     * its code is also that of a service that throttles. A server that sends this text changes the kind only.
     */
    private static boolean isOversized(Status status) {
        String text = status.getDescription();
        return status.getCode() == Status.Code.RESOURCE_EXHAUSTED
                && text != null
                && OVERSIZED.stream().anyMatch(text::startsWith);
    }

    /** A proxy failure gets the library's own type, as for connections without gRPC. */
    private static @Nullable Throwable cause(Status status) {
        Throwable cause = status.getCause();
        ProxyException proxy = GrpcProxies.failure(cause);
        return proxy != null ? proxy : cause;
    }

    /** Whether the service rejected the credentials or the permissions. */
    public static boolean isRejected(ZerobusException failure) {
        return failure.grpcCode()
                .filter(code -> code == GrpcCode.UNAUTHENTICATED || code == GrpcCode.PERMISSION_DENIED)
                .isPresent();
    }

    private static GrpcCode code(Status status) {
        return GrpcCode.valueOf(status.getCode().name());
    }

    private static ErrorKind kind(GrpcCode code) {
        return switch (code) {
            case UNAUTHENTICATED -> ErrorKind.AUTHENTICATION;
            case PERMISSION_DENIED -> ErrorKind.PERMISSION;
            case NOT_FOUND, UNIMPLEMENTED -> ErrorKind.NOT_FOUND;
            case INVALID_ARGUMENT, OUT_OF_RANGE -> ErrorKind.INVALID_DATA;
            case RESOURCE_EXHAUSTED -> ErrorKind.THROTTLED;
            case DEADLINE_EXCEEDED -> ErrorKind.TIMEOUT;
            default -> ErrorKind.TRANSIENT;
        };
    }
}
