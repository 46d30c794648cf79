package io.github.zerobus;

import java.time.Duration;

/**
 * A request that is durable in Zerobus; it shows up in the table a little later.
 *
 * @param id the request
 * @param latency from admission to the ack
 */
public record SendResult(MessageId id, Duration latency) {}
