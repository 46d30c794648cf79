package io.github.zerobus;

import java.time.Duration;

/**
 * Requests of one wire message, which became durable together.
 *
 * @param first id with the lowest offset
 * @param last id with the highest offset, of the same sub-stream; all offsets in between belong to the range
 * @param records number of records, which is higher than the number of ids if a request is a batch
 * @param latency time from the admission of the oldest request to the ack
 */
public record DurableRange(MessageId first, MessageId last, int records, Duration latency) {}
