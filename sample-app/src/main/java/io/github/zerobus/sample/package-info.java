/** A service that streams measurements of its machine. */
@NullMarked
package io.github.zerobus.sample;

import org.jspecify.annotations.NullMarked;
