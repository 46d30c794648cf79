package io.github.zerobus;

/**
 * A record that was admitted and not acked when its stream ended. It may be durable nevertheless, if its ack was lost.
 *
 * @param id id of its request; all records of a batch have the same
 * @param payload the record as it was admitted
 */
public record UnackedRecord(MessageId id, Payload payload) {}
