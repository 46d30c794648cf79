package io.github.zerobus.stream;

/** Clock and scheduler of a stream: the only source of time in the engine, so that tests can put another in its place. */
interface Timers extends AutoCloseable {

    /** As {@link System#nanoTime()}. */
    long nanoTime();

    /** Runs a short task that never blocks after a delay. */
    Timer schedule(long delayNanos, Runnable task);

    /** Drops all that is scheduled; ends the thread behind it, if there is one. */
    @Override
    void close();

    /** A task that is scheduled. */
    interface Timer {

        /** Keeps the task from running, unless it runs already. */
        void cancel();
    }
}
