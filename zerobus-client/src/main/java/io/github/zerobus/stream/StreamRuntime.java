package io.github.zerobus.stream;

import io.github.zerobus.engine.time.ConnectionRate;
import io.github.zerobus.engine.time.EngineThread;
import io.github.zerobus.engine.time.ThreadTimers;
import io.github.zerobus.engine.time.Timers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Time, threads and randomness of a stream.
 *
 * @param firstOffset the first logical offset of each sub-stream
 * @param timers clock and scheduler
 * @param workers executor for application code that may block
 * @param random source of jitter
 * @param connectionRate limit of connection attempts, shared by all streams with the same clock
 */
record StreamRuntime(
        long firstOffset,
        Timers timers,
        ExecutorService workers,
        RandomGenerator random,
        ConnectionRate connectionRate) {

    /** The system clock, and daemon threads named after the stream, which start when they are needed. */
    static StreamRuntime ofThreads(String name, long firstOffset) {
        ExecutorService workers = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                2,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                EngineThread.factory("zerobus-" + name + "-worker"));
        return new StreamRuntime(
                firstOffset,
                new ThreadTimers(name),
                workers,
                () -> ThreadLocalRandom.current().nextLong(),
                ConnectionRate.OF_PROCESS);
    }
}
