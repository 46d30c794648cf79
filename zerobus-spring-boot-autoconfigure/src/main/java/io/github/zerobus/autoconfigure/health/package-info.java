/**
 * Auto-configuration of the health component. Contains wiring only: the indicator itself is in
 * {@code io.github.zerobus.health}. No other package of this module depends on it.
 */
@NullMarked
package io.github.zerobus.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
