/** What one JVM of a client does, and how it measures itself. */
@NullMarked
package io.github.zerobus.benchmarks.work;

import org.jspecify.annotations.NullMarked;
