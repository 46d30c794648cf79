package io.github.zerobus;

import java.time.Duration;

/**
 * Result of a request that is durable in the service. Its records appear in the table a little later.
 *
 * @param id id of the request
 * @param latency time from the admission to the ack
 */
public record SendResult(MessageId id, Duration latency) {}
