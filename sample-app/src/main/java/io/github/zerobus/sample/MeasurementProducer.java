package io.github.zerobus.sample;

import io.github.zerobus.InflightLimitException;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.template.ZerobusOperations;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Sends measurements at the configured rate. Starts last and stops first, so it never uses a closed stream. */
@Component
class MeasurementProducer implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger("io.github.zerobus.sample");
    private static final long TURN_MILLIS = 10;

    private final MachineSampler sampler;
    private final ZerobusOperations zerobus;
    private final AckLatency latency;
    private final double perNano;
    private final AtomicBoolean firstDurable = new AtomicBoolean();
    private volatile @Nullable ScheduledExecutorService thread;
    private @Nullable Measurement waiting;
    private long startedAt;
    private long sent;

    MeasurementProducer(
            MachineSampler sampler, ZerobusOperations zerobus, AckLatency latency, SampleProperties properties) {
        this.sampler = sampler;
        this.zerobus = zerobus;
        this.latency = latency;
        this.perNano = properties.rate() / 1e9;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // a run logs its own failure
    public void start() {
        startedAt = System.nanoTime();
        sent = 0;
        ScheduledExecutorService executor =
                Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "measurements"));
        thread = executor;
        executor.scheduleAtFixedRate(this::turn, 0, TURN_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Sends what is due, at most one second's worth. Measurements that could not be sent in time are skipped. */
    private void turn() {
        try {
            long due = (long) ((System.nanoTime() - startedAt) * perNano);
            sent = Math.max(sent, due - (long) (perNano * 1e9));
            while (sent < due) {
                // Kept until it is admitted: if there is no room, the next run sends it first.
                waiting = waiting == null ? sampler.next() : waiting;
                send(waiting);
                waiting = null;
                sent++;
            }
        } catch (InflightLimitException e) {
            log.warn("{}", e.getMessage());
        } catch (ZerobusException e) {
            if (!Thread.currentThread().isInterrupted()) {
                log.error("No more measurements: {}", e.getMessage());
            }
            shutDown();
        } catch (RuntimeException e) {
            log.error("No more measurements, since reading the machine failed", e);
            shutDown();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a failure poisons the stream, which the next run detects
    private void send(Measurement measurement) {
        zerobus.send(measurement).thenAccept(result -> {
            latency.record(result.latency());
            if (firstDurable.compareAndSet(false, true)) {
                long uptime = ManagementFactory.getRuntimeMXBean().getUptime();
                log.info("First durable record {} s after the JVM's start", uptime / 1000.0);
            }
        });
    }

    private void shutDown() {
        ScheduledExecutorService executor = thread;
        thread = null;
        if (executor != null) {
            executor.shutdown();
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService executor = thread;
        shutDown();
        try {
            if (executor != null && !executor.awaitTermination(5, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
