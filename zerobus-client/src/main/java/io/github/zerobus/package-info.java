/** Values and exceptions that an application sees. */
@NullMarked
package io.github.zerobus;

import org.jspecify.annotations.NullMarked;
