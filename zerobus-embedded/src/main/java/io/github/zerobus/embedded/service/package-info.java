/**
 * Not API. The gRPC service: one call from its headers to its end, the validation of its messages, its acks, and its
 * plan.
 *
 * <p>Everything about one physical stream runs in its synchronization context. It must not contain sockets or anything
 * that tests use; events go to a {@link io.github.zerobus.embedded.service.StreamRecorder}.
 */
@NullMarked
package io.github.zerobus.embedded.service;

import org.jspecify.annotations.NullMarked;
