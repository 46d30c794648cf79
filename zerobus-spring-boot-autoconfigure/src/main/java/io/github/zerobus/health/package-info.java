/** Health of a stream. */
@NullMarked
package io.github.zerobus.health;

import org.jspecify.annotations.NullMarked;
