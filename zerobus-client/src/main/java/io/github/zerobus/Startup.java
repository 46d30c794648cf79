package io.github.zerobus;

/** What a stream does with records before it is open. */
public enum Startup {
    /** The first use waits until all sub-streams are open, and fails if one of them cannot open. */
    WAIT,
    /** Records are admitted while sub-streams open; one that cannot open poisons the stream. */
    BACKGROUND
}
