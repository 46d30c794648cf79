package io.github.zerobus.actuate;

import io.github.zerobus.SubStreamSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Durable records per second of each sub-stream, measured between two calls. A call less than a second after the
 * previous measurement returns the same rates, since a shorter interval would measure noise. Thread-safe.
 */
final class AckRates {

    private static final long SHORTEST = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    /** This field and the following are guarded by the lock. */
    private long since;

    private List<Long> acked = List.of();
    private List<Double> rates = List.of();

    AckRates(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    /** Returns one rate for each sub-stream, in their order. */
    List<Double> rates(List<SubStreamSnapshot> subStreams) {
        lock.lock();
        try {
            long elapsed = nanoTime.getAsLong() - since;
            if (elapsed >= SHORTEST || rates.size() != subStreams.size()) {
                measure(subStreams, Math.max(elapsed, SHORTEST));
                since += elapsed;
            }
            return rates;
        } finally {
            lock.unlock();
        }
    }

    private void measure(List<SubStreamSnapshot> subStreams, long elapsed) {
        List<Double> measured = new ArrayList<>();
        for (int i = 0; i < subStreams.size(); i++) {
            long before = i < acked.size() ? acked.get(i) : 0;
            long records = subStreams.get(i).ackedRecords() - before;
            measured.add(Math.round(10.0 * records * TimeUnit.SECONDS.toNanos(1) / elapsed) / 10.0);
        }
        acked = subStreams.stream().map(SubStreamSnapshot::ackedRecords).toList();
        rates = List.copyOf(measured);
    }
}
