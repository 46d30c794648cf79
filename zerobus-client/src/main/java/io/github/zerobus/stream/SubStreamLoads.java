package io.github.zerobus.stream;

/** The sub-streams as a {@link SubStreamSelector} sees them: current numbers that are cheap to read. Thread-safe. */
public interface SubStreamLoads {

    /**
     * Number of sub-streams.
     *
     * @return 1 to 64
     */
    int count();

    /**
     * Whether a sub-stream can send now: it is not connecting, paused, recovering or ended.
     *
     * @param subStream index, from 0
     * @return whether its state is {@code OPEN}
     */
    boolean isOpen(int subStream);

    /**
     * Number of unacked requests of a sub-stream.
     *
     * @param subStream index, from 0
     * @return the number, which may be slightly outdated
     */
    long inflightRequests(int subStream);
}
