/** The goals, each with its work and its judgement. */
@NullMarked
package io.github.zerobus.benchmarks.goal;

import org.jspecify.annotations.NullMarked;
