package io.github.zerobus.engine.wire;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.ErrorKind;
import io.github.zerobus.GrpcCode;
import io.github.zerobus.SchemaFault;
import io.github.zerobus.ZerobusException;
import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.handler.proxy.ProxyConnectException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns gRPC statuses into failures: the only place that looks at codes, and none looks at texts (protocol 4.1). */
public final class GrpcStatusClassifier {

    private static final Set<GrpcCode> PERMANENT = EnumSet.of(
            GrpcCode.INVALID_ARGUMENT,
            GrpcCode.UNAUTHENTICATED,
            GrpcCode.PERMISSION_DENIED,
            GrpcCode.OUT_OF_RANGE,
            GrpcCode.UNIMPLEMENTED,
            GrpcCode.NOT_FOUND);

    private GrpcStatusClassifier() {}

    /** The failure behind the end of a call; an end with OK is one too, and may pass. */
    public static ZerobusException failure(String where, Status status, Metadata trailers) {
        GrpcCode code = code(status);
        String text = status.getDescription();
        String message = where + (code == GrpcCode.OK ? "the server ended the physical stream" : "the call ended")
                + " with " + code + (text == null ? "" : ": " + text);
        SchemaFault fault = SchemaFaults.in(trailers);
        return fault == null
                ? failure(code, message, cause(status))
                : EngineAccess.schemaFailure(
                        !PERMANENT.contains(code), code, message + "; " + fault, fault, cause(status));
    }

    /** Trouble with a proxy gets a type of ours, the same as where no gRPC is in play. */
    private static @Nullable Throwable cause(Status status) {
        Throwable cause = status.getCause();
        return cause instanceof ProxyConnectException
                ? EngineAccess.proxyFailure("the proxy makes no tunnel: " + cause.getMessage(), cause)
                : cause;
    }

    public static ZerobusException failure(GrpcCode code, String message, @Nullable Throwable cause) {
        return EngineAccess.failure(kind(code), !PERMANENT.contains(code), code, message, cause);
    }

    /** The server broke the protocol; it passes or not as the code says. */
    public static ZerobusException protocolFault(GrpcCode code, String message) {
        return EngineAccess.failure(
                ErrorKind.PROTOCOL,
                !PERMANENT.contains(code),
                code,
                message + "; check that the address is a Zerobus endpoint",
                null);
    }

    /** Whether the service refused who we are, or what we may do. */
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
