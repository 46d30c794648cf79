package io.github.zerobus;

/** What goes to the rescue store of a stream. */
public enum RescueMode {
    /** What is unacked when the stream halts or closes. A process that dies loses what is in memory. */
    UNACKED,
    /**
     * Every request, before its ingest returns, which therefore waits for the disk; {@code tryIngest} too. A process
     * that dies loses nothing that the store has persisted.
     */
    ALL
}
