/** JMH benchmarks of single engine parts. They use engine packages that are not API. */
@NullMarked
package io.github.zerobus.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
