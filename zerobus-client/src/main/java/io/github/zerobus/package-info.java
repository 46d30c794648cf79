/**
 * Values of the API: what an application writes, catches or reads. Messages and their ids, options, snapshots, the
 * listener, and all exceptions.
 *
 * <p>Types here are immutable or builders, and depend on no other package. They must not contain behaviour of the
 * engine, gRPC types or generated messages. {@link io.github.zerobus.EngineAccess} is the only way of the engine to
 * what they hide.
 */
@NullMarked
package io.github.zerobus;

import org.jspecify.annotations.NullMarked;
