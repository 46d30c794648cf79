/** The server under load: light enough that the clients are what is measured. */
@NullMarked
package io.github.zerobus.benchmarks.server;

import org.jspecify.annotations.NullMarked;
