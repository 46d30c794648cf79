/** Three clients behind one interface. */
@NullMarked
package io.github.zerobus.benchmarks.client;

import org.jspecify.annotations.NullMarked;
