/**
 * The handle of an application: {@link io.github.zerobus.stream.MultiplexedStream}, its builder, and the selection of
 * sub-streams.
 *
 * <p>Only delegation and assembly live here; behaviour belongs to the engine packages.
 */
@NullMarked
package io.github.zerobus.stream;

import org.jspecify.annotations.NullMarked;
