package io.github.zerobus.embedded.time;

/** Clock and scheduler of a server. Implementations are thread-safe. */
public interface ServerTimers extends AutoCloseable {

    /**
     * Returns the time, as {@link System#nanoTime()} does.
     *
     * @return nanoseconds since an arbitrary origin
     */
    long nanoTime();

    /**
     * Schedules a step, which is short and does not block. Any thread may run it. Ignored after {@link #close()}.
     *
     * @param nanos delay in nanoseconds
     * @param step what to run
     */
    void schedule(long nanos, Runnable step);

    /** Discards all scheduled steps. The server calls it when it is closed. */
    @Override
    void close();
}
