package io.github.zerobus.engine.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.zerobus.DeadLetter;
import io.github.zerobus.DeadLetterHandler;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all sub-streams of a stream share about refused requests: the handler, and a limit, since a table that was
 * changed refuses everything. Thread-safe.
 */
public final class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final DeadLetterHandler handler;
    private final int maxPerMinute;
    private final ReentrantLock lock = new ReentrantLock();

    /** Times of the last refusals, at most as many as a minute may have. */
    @GuardedBy("lock")
    private final ArrayDeque<Long> refusals = new ArrayDeque<>();

    /** Whether a request has become durable since the last refusal. */
    private volatile boolean progress = true;

    /**
     * Creates the limit of a stream.
     *
     * @param handler the application's; null to log
     * @param maxPerMinute maximum number of refusals in a minute
     */
    public DeadLetters(@Nullable DeadLetterHandler handler, int maxPerMinute) {
        this.handler = handler != null ? handler : DeadLetters::log;
        this.maxPerMinute = maxPerMinute;
    }

    private static void log(DeadLetter letter) {
        log.error(
                "stream '{}', table {}: the service refuses request {}, which is dropped, since there is no"
                        + " DeadLetterHandler: {}",
                letter.stream(),
                letter.table(),
                letter.id(),
                letter.reason().getMessage());
    }

    /** A request has become durable. */
    void progressed() {
        if (!progress) {
            progress = true;
        }
    }

    /** Counts a refusal; returns why it is one too many, or null if it is not. */
    @Nullable
    String refuse(long now) {
        lock.lock();
        try {
            if (!progress) {
                return "no record between it and the last refused one was accepted";
            }
            if (refusals.size() == maxPerMinute && now - refusals.getFirst() < MINUTE_NANOS) {
                return "more than " + maxPerMinute + " records were refused within a minute"
                        + " (bad-records.max-per-minute)";
            }
            if (refusals.size() == maxPerMinute) {
                refusals.removeFirst();
            }
            refusals.addLast(now);
            progress = false;
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Gives a request to the handler, which may block. */
    void handle(DeadLetter letter) throws Exception {
        handler.handle(letter);
    }
}
