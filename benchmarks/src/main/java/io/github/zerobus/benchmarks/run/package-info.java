/** Launches in turns against one server, and the figures that come of it. */
@NullMarked
package io.github.zerobus.benchmarks.run;

import org.jspecify.annotations.NullMarked;
