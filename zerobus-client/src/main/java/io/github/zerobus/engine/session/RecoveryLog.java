package io.github.zerobus.engine.session;

import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.time.LogLimit;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs how a sub-stream loses and regains its connection. During an outage it fails again and again, so there is one
 * message in a minute, and the others are logged at DEBUG. Owned by the serial executor.
 */
final class RecoveryLog {

    private static final Logger log = LoggerFactory.getLogger(RecoveryLog.class);
    /** From here on an operator has to know. */
    private static final long LONG_OUTAGE = TimeUnit.MINUTES.toNanos(1);

    private final String where;
    private final LogLimit limit = new LogLimit();
    private boolean logged;

    RecoveryLog(String where) {
        this.where = where;
    }

    /** A connection was lost or not opened, and another attempt follows. */
    void retrying(ZerobusException failure, RecoveryPolicy policy, long delayNanos, long now) {
        boolean allowed = limit.allows(now);
        logged |= allowed;
        Level level = !allowed ? Level.DEBUG : policy.failingNanos(now) < LONG_OUTAGE ? Level.INFO : Level.WARN;
        log.atLevel(level)
                .log(
                        "{}; {} failed attempts, next one in {} ms{}",
                        located(failure),
                        policy.failures(),
                        TimeUnit.NANOSECONDS.toMillis(delayNanos),
                        allowed ? limit.omitted() : "");
    }

    /** A physical stream is open. */
    void opened(String streamId, int failedAttempts) {
        log.atLevel(logged ? Level.INFO : Level.DEBUG)
                .log("{}open as physical stream {} after {} failed attempts", where, streamId, failedAttempts);
        logged = false;
    }

    /** Providers do not know the sub-stream, so their messages do not name it. */
    private String located(ZerobusException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith(where) ? message : where + message;
    }
}
