package io.github.zerobus;

/**
 * A record that was admitted and not acked when its stream ended. It may be durable all the same, if its ack was lost.
 *
 * @param id the request it came in; all records of a batch have the same
 * @param payload as admitted
 */
public record UnackedRecord(MessageId id, Payload payload) {}
