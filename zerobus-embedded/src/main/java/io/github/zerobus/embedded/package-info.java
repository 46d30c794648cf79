/** A Zerobus Ingest server in the JVM, with faults to order. */
@NullMarked
package io.github.zerobus.embedded;

import org.jspecify.annotations.NullMarked;
