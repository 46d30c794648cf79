package io.github.zerobus;

/**
 * A request that a {@link RescueStore} holds.
 *
 * @param position its position in the store
 * @param request as it was appended
 */
public record StoredRequest(long position, RescueRequest request) {}
