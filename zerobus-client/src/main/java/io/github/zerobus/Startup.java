package io.github.zerobus;

/** What an ingest does while the stream is not open yet. */
public enum Startup {
    /** The first ingest waits until all sub-streams are open, and fails if one cannot open. */
    WAIT,
    /** Records are admitted while the sub-streams open. A sub-stream that cannot open poisons the stream. */
    BACKGROUND
}
