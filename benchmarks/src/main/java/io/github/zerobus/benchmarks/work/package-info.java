/** The work of a client's JVM, and how it is measured. */
@NullMarked
package io.github.zerobus.benchmarks.work;

import org.jspecify.annotations.NullMarked;
