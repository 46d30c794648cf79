/**
 * Auto-configuration of the actuator endpoint. Contains wiring only: the endpoint itself is in
 * {@code io.github.zerobus.actuate}. No other package of this module depends on it.
 */
@NullMarked
package io.github.zerobus.autoconfigure.actuate;

import org.jspecify.annotations.NullMarked;
