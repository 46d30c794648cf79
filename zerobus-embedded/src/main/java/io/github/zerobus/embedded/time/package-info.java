/**
 * Clock and scheduler of a server, which a test can replace.
 *
 * <p>All delays of the server come from here. Nothing here may depend on another package of the server.
 */
@NullMarked
package io.github.zerobus.embedded.time;

import org.jspecify.annotations.NullMarked;
