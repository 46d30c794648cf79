package io.github.zerobus.engine.buffer;

import io.github.zerobus.Request;
import org.jspecify.annotations.Nullable;

/**
 * An unacked request.
 *
 * @param offset its offset
 * @param request as it was admitted
 * @param key its routing key
 * @param admittedAt when it was admitted, in nanoseconds of the engine's clock
 */
public record HeldRequest(
        long offset, Request request, @Nullable String key, long admittedAt) {}
