/**
 * Not API. The gRPC service: one call from its headers to its end, what it checks, when it acks, and the plan it follows.
 *
 * <p>Everything about one physical stream runs in its synchronization context. It must not contain sockets, or what
 * tests read and order; it reports to a {@link io.github.zerobus.embedded.service.StreamRecorder}.
 */
@NullMarked
package io.github.zerobus.embedded.service;

import org.jspecify.annotations.NullMarked;
