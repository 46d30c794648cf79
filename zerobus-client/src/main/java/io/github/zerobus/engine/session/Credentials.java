package io.github.zerobus.engine.session;

import io.github.zerobus.ZerobusException;
import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.engine.time.LogLimit;
import io.github.zerobus.engine.wire.RequestHeaders;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The headers of one sub-stream. Their provider is foreign code that may block and may throw anything, so it runs on
 * workers, and only a {@link ZerobusException} can say that a failure is permanent. The state is owned by the serial
 * executor.
 */
final class Credentials {

    private static final Logger log = LoggerFactory.getLogger(Credentials.class);

    private final SubStreamContext subStream;
    private final StreamContext context;
    private final HeadersProvider provider;
    private final LogLimit limit = new LogLimit();
    /** The fetch that has not returned: a provider that hangs must not get another thread for each attempt. */
    private @Nullable Future<?> running;

    /** Whether the provider is called. A fetch that was cancelled before it began never returns. */
    private volatile boolean calling;

    /** Whether the running fetch was interrupted, so that what it returns is not used. */
    private boolean abandoned;

    private @Nullable Receiver receiver;
    private boolean invalidating;
    private boolean rejectedSinceOpened;
    private boolean rejectedSinceProgress;

    Credentials(SubStreamContext subStream, HeadersProvider provider) {
        this.subStream = subStream;
        this.context = subStream.stream();
        this.provider = provider;
    }

    /** Receives the result of a fetch, on the serial executor. */
    interface Receiver {

        void fetched(Map<String, String> headers);

        void fetchFailed(Throwable cause);
    }

    /**
     * Fetches headers for a receiver, which replaces the one before. If a fetch still runs, another one follows it.
     *
     * @throws RejectedExecutionException if the stream is closing
     */
    void fetch(Receiver to) {
        receiver = to;
        if (running == null || (running.isDone() && !calling)) {
            start();
        }
    }

    private void start() {
        abandoned = false;
        running = context.workers().submit(this::call);
    }

    /** Drops the receiver, and interrupts a provider that has not returned. */
    void abandonFetch() {
        receiver = null;
        if (running != null) {
            running.cancel(true);
            abandoned = true;
        }
    }

    private void call() {
        calling = true;
        try {
            Map<String, String> headers = RequestHeaders.of(
                    context.table(), provider.headers(context.table().toString()));
            returned(to -> to.fetched(headers));
        } catch (Throwable e) {
            returned(to -> to.fetchFailed(e));
        } finally {
            calling = false;
        }
    }

    private void returned(Consumer<Receiver> result) {
        subStream.loop().execute(() -> {
            running = null;
            Receiver to = receiver;
            if (to != null && abandoned) {
                start();
            } else if (to != null) {
                receiver = null;
                result.accept(to);
            }
        });
    }

    /** What the provider threw, as a failure of the attempt. Transient, unless the provider says that it is not. */
    ZerobusException failure(Throwable cause) {
        if (cause instanceof ZerobusException known) {
            return known;
        }
        String message = subStream.where() + "the headers provider failed with "
                + cause.getClass().getName();
        logProvider(message, cause);
        return Failures.transientFailure(message, cause);
    }

    /**
     * Whether rejected credentials may be replaced: once until the next physical stream opens and, if an open one was
     * rejected, once until the next durable progress (docs/protocol.md#2.5). A token can run out unseen, for example
     * while the machine sleeps.
     */
    boolean mayReplaceRejected(boolean wasOpen) {
        boolean first = wasOpen ? !rejectedSinceProgress : !rejectedSinceOpened;
        rejectedSinceOpened = true;
        rejectedSinceProgress |= wasOpen;
        return first;
    }

    void opened() {
        rejectedSinceOpened = false;
    }

    void progressed() {
        rejectedSinceProgress = false;
    }

    /**
     * Invalidates rejected credentials; the next step follows on the serial executor. Does nothing while an earlier
     * invalidation hangs.
     */
    void invalidate(Runnable next) {
        if (invalidating) {
            return;
        }
        try {
            context.workers().execute(() -> {
                try {
                    provider.invalidate();
                } catch (Throwable e) {
                    subStream.loop().execute(() -> logInvalidation(e));
                }
                subStream.loop().execute(() -> {
                    invalidating = false;
                    next.run();
                });
            });
            // After the submission, which may fail. The step that resets it cannot run before this one ends.
            invalidating = true;
        } catch (RejectedExecutionException e) {
            log.debug("{}the stream closed before the rejected credentials were invalidated", subStream.where());
        }
    }

    private void logInvalidation(Throwable cause) {
        logProvider(
                subStream.where() + "the headers provider failed to invalidate the rejected credentials with "
                        + cause.getClass().getName(),
                cause);
    }

    private void logProvider(String message, Throwable cause) {
        if (limit.allows(context.timers().nanoTime())) {
            log.warn("{}{}", message, limit.omitted(), cause);
        }
    }
}
