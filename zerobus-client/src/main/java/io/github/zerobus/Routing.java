package io.github.zerobus;

/** How requests are spread over the sub-streams. With one sub-stream, all modes have the same effect. */
public enum Routing {
    /** Each sub-stream in turn. */
    ROUND_ROBIN,
    /**
     * The open sub-stream with the fewest requests in flight, so that a paused, recovering or slow one does not delay
     * the others. In turn among equal ones.
     */
    LEAST_INFLIGHT,
    /**
     * The same sub-stream for the same key, which preserves the order of a key. This holds while a sub-stream recovers,
     * and until the number of sub-streams changes. Requests without a key take the sub-streams in turn.
     */
    KEYED
}
