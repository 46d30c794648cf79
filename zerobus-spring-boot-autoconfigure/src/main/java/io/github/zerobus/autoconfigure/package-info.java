/** Auto-configuration: properties, connection details, channels, beans. */
@NullMarked
package io.github.zerobus.autoconfigure;

import org.jspecify.annotations.NullMarked;
