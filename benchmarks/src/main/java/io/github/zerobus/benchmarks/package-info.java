/** The command that runs the goals. */
@NullMarked
package io.github.zerobus.benchmarks;

import org.jspecify.annotations.NullMarked;
