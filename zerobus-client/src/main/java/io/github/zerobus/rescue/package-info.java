/**
 * A {@link io.github.zerobus.RescueStore} in files: append-only segments with checksums, a manifest of the segments
 * that must exist, and a lock against a second user of the directory.
 *
 * <p>Public is what creates a store, and the command that inspects one. No gRPC, no Netty, and nothing of the engine
 * may be used here. All access to files passes through {@code Disk}, so that tests can use one that forgets.
 */
@NullMarked
package io.github.zerobus.rescue;

import org.jspecify.annotations.NullMarked;
