package io.github.zerobus;

import java.time.Duration;

/**
 * The requests of one wire message, which became durable together.
 *
 * @param first lowest id
 * @param last highest id, of the same sub-stream; all offsets between belong to the range
 * @param records rows in it, more than ids where a request is a batch
 * @param latency from the admission of its oldest request to the ack
 */
public record DurableRange(MessageId first, MessageId last, int records, Duration latency) {}
