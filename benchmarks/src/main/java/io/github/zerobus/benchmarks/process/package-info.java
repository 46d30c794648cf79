/** Starting JVMs and talking to them in lines of text. */
@NullMarked
package io.github.zerobus.benchmarks.process;

import org.jspecify.annotations.NullMarked;
