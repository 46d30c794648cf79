/**
 * Auto-configuration of the meters. Contains wiring only: the meters themselves are in
 * {@code io.github.zerobus.metrics}. No other package of this module depends on it.
 */
@NullMarked
package io.github.zerobus.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
