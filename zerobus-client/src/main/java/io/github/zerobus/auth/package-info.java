/** How a stream proves who it is: tokens and headers. */
@NullMarked
package io.github.zerobus.auth;

import org.jspecify.annotations.NullMarked;
