/**
 * Not API. Unacked requests of one sub-stream: admission by budget, order, futures attached to requests, batching.
 *
 * <p>One lock per buffer guards everything here. No gRPC, no protocol and no application code may be called from here.
 */
@NullMarked
package io.github.zerobus.engine.buffer;

import org.jspecify.annotations.NullMarked;
