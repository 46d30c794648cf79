/** A wire that takes its time. */
@NullMarked
package io.github.zerobus.benchmarks.proxy;

import org.jspecify.annotations.NullMarked;
