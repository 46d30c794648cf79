package io.github.zerobus.stream;

/** What a {@link SubStreamSelector} sees of the sub-streams: numbers of this moment, cheap to get. Thread-safe. */
public interface SubStreamLoads {

    /** How many sub-streams there are, 1 to 64. */
    int count();

    /** Whether the sub-stream sends at this moment: is not connecting, paused or recovering. */
    boolean isOpen(int subStream);

    /** Requests of the sub-stream that are not acked. */
    long inflightRequests(int subStream);
}
