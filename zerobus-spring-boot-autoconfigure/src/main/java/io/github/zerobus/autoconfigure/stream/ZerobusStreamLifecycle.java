package io.github.zerobus.autoconfigure.stream;

import io.github.zerobus.Startup;
import io.github.zerobus.stream.MultiplexedStream;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Opens all streams concurrently when the application starts. Does not close them when it stops, since executors and
 * schedulers stop after this phase and might still ingest, and since test frameworks stop contexts and start them
 * again. A stream is closed when its bean is destroyed.
 */
final class ZerobusStreamLifecycle implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ZerobusStreamLifecycle.class);

    /**
     * Before executors and schedulers, whose phase is half of the maximum, so that the stream is open for their first
     * task.
     */
    static final int PHASE = Integer.MAX_VALUE / 2 - 1024;

    private final List<MultiplexedStream> streams;
    private volatile boolean running;

    ZerobusStreamLifecycle(Collection<MultiplexedStream> streams) {
        this.streams = List.copyOf(streams);
    }

    @Override
    public void start() {
        running = true;
        streams.forEach(ZerobusStreamLifecycle::openInBackground);
        streams.stream()
                .filter(stream -> stream.options().startup() == Startup.WAIT)
                .forEach(MultiplexedStream::open);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the failure is logged here, and reported to each caller as poison
    private static void openInBackground(MultiplexedStream stream) {
        stream.openAsync().exceptionally(failure -> {
            if (stream.options().startup() == Startup.BACKGROUND) {
                log.error("The stream cannot be opened: {}", failure.getMessage());
            }
            return null;
        });
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
