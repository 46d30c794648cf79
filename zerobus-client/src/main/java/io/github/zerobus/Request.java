package io.github.zerobus;

/**
 * Not API. What one {@link MessageId} identifies: a single {@link Payload}, or a batch of them. An interface, so that a
 * single record needs no object around its payload. Implemented by the library only.
 */
public interface Request {}
