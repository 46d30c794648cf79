package io.github.zerobus;

/** What an ingest does when there is no room. */
public enum WhenFull {
    /** It waits, for at most {@link StreamOptions#maxBlock()}. */
    BLOCK,
    /** It fails at once with {@link InflightLimitException}. */
    FAIL
}
