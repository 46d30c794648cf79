package io.github.zerobus;

/** How requests find their sub-stream. With one sub-stream all are alike. */
public enum Routing {
    /** Each sub-stream in turn. */
    ROUND_ROBIN,
    /**
     * The open sub-stream with the fewest requests in flight, so that one that is paused, recovering or slow does not
     * hold the others up; in turn among those that are alike.
     */
    LEAST_INFLIGHT,
    /**
     * The same key to the same sub-stream as long as their number stays the same, also while that one recovers, so that
     * the order of a key is kept. Requests without a key go round robin.
     */
    KEYED
}
