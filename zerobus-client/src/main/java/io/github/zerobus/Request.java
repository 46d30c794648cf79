package io.github.zerobus;

/**
 * What a {@link MessageId} identifies: a single {@link Payload}, or a batch of them. An interface, so that a single
 * record needs no object around its payload. Not API; implemented by this library only.
 */
@Internal
public interface Request {}
