package io.github.zerobus.autoconfigure.stream;

import io.github.zerobus.Startup;
import io.github.zerobus.autoconfigure.StartupMode;
import io.github.zerobus.stream.MultiplexedStream;
import java.util.Collection;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/**
 * Opens all streams concurrently when the application starts. Does not close them when it stops, since executors and
 * schedulers stop after this phase and might still ingest, and since test frameworks stop contexts and start them
 * again. A stream is closed when its bean is destroyed.
 */
final class ZerobusStreamLifecycle implements SmartLifecycle {

    /**
     * Before executors and schedulers, whose phase is half of the maximum, so that the stream is open for their first
     * task.
     */
    static final int PHASE = Integer.MAX_VALUE / 2 - 1024;

    private final List<MultiplexedStream> streams;
    private final StartupSettings settings;
    private volatile boolean running;

    ZerobusStreamLifecycle(Collection<MultiplexedStream> streams, StartupSettings settings) {
        this.streams = List.copyOf(streams);
        this.settings = settings;
    }

    @Override
    public void start() {
        running = true;
        List<StreamStart> starts = streams.stream().map(this::open).toList();
        try (ShutdownSignal stopping = new ShutdownSignal()) {
            starts.forEach(start -> start.await(stopping));
        }
    }

    private StreamStart open(MultiplexedStream stream) {
        String name = stream.snapshot().name();
        StartupMode mode =
                stream.options().startup() == Startup.BACKGROUND ? StartupMode.BACKGROUND : settings.mode(name);
        return StreamStart.of(stream, mode, settings.timeout(name));
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
