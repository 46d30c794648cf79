/**
 * Failure analyzers, and what only they use: remedies for a start that failed. Registered in {@code spring.factories};
 * no other package may depend on this one, and nothing in it may change how the application runs.
 */
@NullMarked
package io.github.zerobus.autoconfigure.diagnostics;

import org.jspecify.annotations.NullMarked;
