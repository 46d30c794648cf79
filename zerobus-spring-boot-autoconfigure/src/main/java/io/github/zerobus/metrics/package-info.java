/** Meters of a stream. */
@NullMarked
package io.github.zerobus.metrics;

import org.jspecify.annotations.NullMarked;
