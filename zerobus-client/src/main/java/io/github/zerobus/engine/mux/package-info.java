/**
 * Not API. A whole stream over its sub-streams: opening, admission, waits and flush, poison, close, and its resources.
 *
 * <p>Callers' threads enter here. It must not contain anything about one physical stream, gRPC or frames.
 */
@NullMarked
package io.github.zerobus.engine.mux;

import org.jspecify.annotations.NullMarked;
