/**
 * Micrometer meters of streams and tokens, usable without the auto-configuration. The engine does not depend on
 * Micrometer: meters are updated through its listener and snapshots, and removed when a stream closes.
 */
@NullMarked
package io.github.zerobus.metrics;

import org.jspecify.annotations.NullMarked;
