package io.github.zerobus.engine.mux;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.ErrorKind;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.session.Failures;
import io.github.zerobus.engine.session.StreamContext;
import io.github.zerobus.engine.session.SubStream;

/** Why a stream could not be opened or reopened. */
record OpeningFailures(StreamContext context) {

    /** A time-out does not explain itself, so the message contains the last failure. */
    ZerobusException notInTime(SubStream subStream) {
        ZerobusException reason = subStream.lastFailure();
        String message = "not open within startup-timeout, " + context.options().startupTimeout()
                + (reason == null ? "" : "; last failure: " + reason.getMessage());
        return reason == null ? Failures.timeout(message, null) : Failures.because(reason, message);
    }

    /** The rescue store cannot be opened. */
    StreamOpenException store(RuntimeException failure) {
        ZerobusException cause = failure instanceof ZerobusException known
                ? known
                : EngineAccess.failure(ErrorKind.STORAGE, false, null, "the rescue store failed: " + failure, failure);
        String message = context.where() + "cannot open: " + cause.getMessage();
        return EngineAccess.openFailure(message, context.table(), context.columns(), 0, cause);
    }

    StreamOpenException failure(String what, SubStream subStream, ZerobusException cause) {
        String message = context.where() + what + ", sub-stream " + subStream.index() + " tried " + subStream.attempts()
                + " times: " + cause.getMessage();
        return EngineAccess.openFailure(message, context.table(), context.columns(), subStream.attempts(), cause);
    }
}
