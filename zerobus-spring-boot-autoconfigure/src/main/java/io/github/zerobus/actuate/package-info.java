/** The actuator endpoint {@code zerobus}: what the streams do, for those who operate them. */
@NullMarked
package io.github.zerobus.actuate;

import org.jspecify.annotations.NullMarked;
