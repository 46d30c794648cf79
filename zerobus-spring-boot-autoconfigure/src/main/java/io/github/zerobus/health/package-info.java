/**
 * Health indicator of a stream, usable without the auto-configuration. Only status and details belong here; the state
 * itself comes from the snapshot of the stream.
 */
@NullMarked
package io.github.zerobus.health;

import org.jspecify.annotations.NullMarked;
