package io.github.zerobus;

import java.time.Duration;

/**
 * How far a flush came. It speaks of the requests that were admitted before the flush began.
 *
 * @param complete whether all of them are durable
 * @param remainingRequests how many are not
 * @param waited how long the flush took
 */
public record FlushResult(boolean complete, long remainingRequests, Duration waited) {}
