/** Tests of network faults through the public API only. */
@NullMarked
package io.github.zerobus.network;

import org.jspecify.annotations.NullMarked;
