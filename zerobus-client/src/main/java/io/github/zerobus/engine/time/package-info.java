/**
 * Not API. Clock, timers, serial executors and threads of the engine, and the guard against blocking on them.
 *
 * <p>All time and all waits of the engine come from here, so that a test can replace them. Nothing here may depend on
 * streams, buffers, gRPC or Netty.
 */
@NullMarked
package io.github.zerobus.engine.time;

import org.jspecify.annotations.NullMarked;
