package io.github.zerobus.actuate;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Result of a flush by the endpoint.
 *
 * @param complete whether all records admitted before the flush are durable
 * @param remainingRequests number of requests that are not durable yet
 * @param waited how long the flush took; null if it failed
 * @param error why the flush failed; null if it did not
 */
public record FlushDescriptor(
        boolean complete,
        long remainingRequests,
        @Nullable Duration waited,
        ZerobusDescriptor.@Nullable Failure error) {}
