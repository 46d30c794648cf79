package io.github.zerobus.actuate;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a flush by the endpoint came.
 *
 * @param complete whether all that was admitted before is durable
 * @param remainingRequests how many requests are not
 * @param waited how long it took
 * @param error why it failed, if it did
 */
public record FlushDescriptor(
        boolean complete,
        long remainingRequests,
        @Nullable Duration waited,
        ZerobusDescriptor.@Nullable Failure error) {}
