/**
 * Clock and scheduler of a server. A test can replace them.
 *
 * <p>All delays of the server come from here. It must not depend on any other package of the server.
 */
@NullMarked
package io.github.zerobus.embedded.time;

import org.jspecify.annotations.NullMarked;
