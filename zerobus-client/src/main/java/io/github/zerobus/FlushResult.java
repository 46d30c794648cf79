package io.github.zerobus;

import java.time.Duration;

/**
 * Result of a flush, which covers the requests that were admitted before it began.
 *
 * @param complete whether all of them are durable
 * @param remainingRequests number of those that are not durable yet
 * @param waited how long the flush took
 */
public record FlushResult(boolean complete, long remainingRequests, Duration waited) {}
