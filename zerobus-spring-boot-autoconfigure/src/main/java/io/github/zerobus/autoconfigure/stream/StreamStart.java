package io.github.zerobus.autoconfigure.stream;

import io.github.zerobus.StreamSnapshot;
import io.github.zerobus.SubStreamSnapshot;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.autoconfigure.StartupMode;
import io.github.zerobus.autoconfigure.StreamStartException;
import io.github.zerobus.stream.MultiplexedStream;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The opening of one stream while the application starts. */
final class StreamStart {

    private static final Logger log = LoggerFactory.getLogger(StreamStart.class);

    /** How often the wait looks for failures that do not pass, and for a shutdown. */
    private static final long LOOK_MILLIS = 100;

    private final MultiplexedStream stream;
    private final StartupMode mode;
    private final Duration timeout;
    private final long startedAt = System.nanoTime();
    private final CompletableFuture<Void> opened;
    private volatile boolean reported;

    private StreamStart(MultiplexedStream stream, StartupMode mode, Duration timeout) {
        this.stream = stream;
        this.mode = mode;
        this.timeout = timeout;
        this.opened = stream.openAsync();
    }

    /** Starts the opening. */
    static StreamStart of(MultiplexedStream stream, StartupMode mode, Duration timeout) {
        StreamStart start = new StreamStart(stream, mode, timeout);
        start.logResult();
        return start;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the result is logged, and reported to each caller of the stream
    private void logResult() {
        opened.whenComplete((done, failure) -> {
            StreamSnapshot snapshot = stream.snapshot();
            if (failure == null) {
                log.info(
                        "Stream '{}' of table {} is open with {} sub-streams after {} ms",
                        snapshot.name(),
                        snapshot.table(),
                        snapshot.subStreams().size(),
                        elapsed().toMillis());
            } else if (mode == StartupMode.BACKGROUND || reported) {
                log.error("The stream cannot be opened: {}", failure.getMessage());
            }
        });
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    /**
     * Waits as the mode demands.
     *
     * @param stopping whether the application is to stop
     */
    void await(BooleanSupplier stopping) {
        while (mode != StartupMode.BACKGROUND && !reported && !isOpen()) {
            if (stopping.getAsBoolean()) {
                throw new IllegalStateException("The application stops while stream '"
                        + stream.snapshot().name() + "' opens");
            }
            failIfHopeless();
            if (mode == StartupMode.WAIT && elapsed().compareTo(timeout) >= 0 && isDecidedHere()) {
                reportTimeout();
            }
        }
    }

    private boolean isOpen() {
        try {
            opened.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "Interrupted while stream '" + stream.snapshot().name() + "' opens", e);
        }
    }

    /** Options that the application supplies may have a limit of their own, after which the stream is closed. */
    private boolean isDecidedHere() {
        return stream.options().startupTimeout().compareTo(timeout) > 0;
    }

    private void failIfHopeless() {
        StreamSnapshot snapshot = stream.snapshot();
        lastFailure(snapshot).filter(StreamStart::isHopeless).ifPresent(failure -> {
            throw new StreamStartException(snapshot.name(), snapshot.table(), failure);
        });
    }

    private static Optional<ZerobusException> lastFailure(StreamSnapshot snapshot) {
        return snapshot.subStreams().stream()
                .map(SubStreamSnapshot::lastFailure)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** A name that is unknown, or a certificate that is not trusted, is a mistake of the configuration at a start. */
    private static boolean isHopeless(Throwable failure) {
        for (Throwable next = failure; next != null; next = next.getCause()) {
            if (next instanceof UnknownHostException
                    || next instanceof SSLException
                    || next instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    private void reportTimeout() {
        reported = true;
        StreamSnapshot snapshot = stream.snapshot();
        log.warn(
                "Stream '{}' of table {} is not open within startup-timeout, {}; the start continues, and so does the"
                        + " opening. {}",
                snapshot.name(),
                snapshot.table(),
                timeout,
                lastFailure(snapshot).map(ZerobusException::getMessage).orElse("No attempt has failed yet."));
    }
}
