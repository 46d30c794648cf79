/** The engine: one handle over N sub-streams, each with its own channel. */
@NullMarked
package io.github.zerobus.stream;

import org.jspecify.annotations.NullMarked;
