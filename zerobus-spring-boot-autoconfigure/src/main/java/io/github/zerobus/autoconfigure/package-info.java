/**
 * Auto-configuration of the connection: properties, connection details, credentials. The lowest package of the wiring:
 * it depends on neither streams nor channels, which its sub-packages configure. Types that are marked as internal are
 * public for those sub-packages only.
 */
@NullMarked
package io.github.zerobus.autoconfigure;

import org.jspecify.annotations.NullMarked;
