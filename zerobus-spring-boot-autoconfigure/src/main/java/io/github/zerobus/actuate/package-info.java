/**
 * Actuator endpoint {@code zerobus}, usable without the auto-configuration: state, options and recent events of the
 * streams for operators. It never shows payloads or credentials.
 */
@NullMarked
package io.github.zerobus.actuate;

import org.jspecify.annotations.NullMarked;
