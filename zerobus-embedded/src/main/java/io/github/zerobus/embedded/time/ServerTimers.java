package io.github.zerobus.embedded.time;

/** Clock and scheduler of a server: a thread of its own as a rule; tests may put virtual time in its place. */
public interface ServerTimers extends AutoCloseable {

    /** As {@link System#nanoTime()}. */
    long nanoTime();

    /** Runs a short step after a delay; any thread may run it. */
    void schedule(long nanos, Runnable step);

    /** Drops what is scheduled. */
    @Override
    void close();
}
