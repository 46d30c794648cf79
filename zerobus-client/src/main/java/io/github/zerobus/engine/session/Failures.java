package io.github.zerobus.engine.session;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.ErrorKind;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.wire.ServerMessage;
import org.jspecify.annotations.Nullable;

/** Failures that the client detects itself. They carry no gRPC code, since the service sent none. */
public final class Failures {

    private Failures() {}

    /** A time limit of the client passed. */
    public static ZerobusException timeout(String message, @Nullable Throwable cause) {
        return EngineAccess.failure(ErrorKind.TIMEOUT, true, null, message, cause);
    }

    /** A failure that another attempt may not have. */
    public static ZerobusException transientFailure(String message, @Nullable Throwable cause) {
        return EngineAccess.failure(ErrorKind.TRANSIENT, true, null, message, cause);
    }

    /** A step of the client threw; another physical stream may work. */
    static ZerobusException stepFailed(String where, Throwable fault) {
        return transientFailure(
                where + "a step of the client failed with " + fault.getClass().getName(), fault);
    }

    /** Nothing runs any more on the threads of the sub-stream. */
    static ZerobusException loopEnded(String where, Throwable rejection) {
        String message = where + "its event loop does not run (" + rejection.getMessage() + "), so it cannot continue;"
                + " close channel providers and executors after the stream, and check the log for an OutOfMemoryError"
                + " and the limit of open files";
        return EngineAccess.failure(ErrorKind.CONFIGURATION, false, null, message, rejection);
    }

    /** The application owns the request. */
    static ZerobusException handedOver(String where) {
        return EngineAccess.failure(
                ErrorKind.CLOSED,
                false,
                null,
                where + "the request was handed over to the application as unacked; the stream sends it no more",
                null);
    }

    /** A failure of the same kind as the one that caused it. */
    public static ZerobusException because(ZerobusException reason, String message) {
        return EngineAccess.failure(
                reason.kind(), reason.isRetryable(), reason.grpcCode().orElse(null), message, reason);
    }

    /** The server sent something that is not a message of the protocol. */
    static ZerobusException malformed(String where, ServerMessage.Malformed message) {
        return protocolFault(where + "the server sent a malformed message: " + message.reason(), true);
    }

    /** The server violated the protocol. */
    static ZerobusException protocolFault(String message, boolean retryable) {
        return EngineAccess.failure(
                ErrorKind.PROTOCOL, retryable, null, message + "; check that the address is a Zerobus endpoint", null);
    }
}
