/**
 * JUnit Jupiter extension that runs an embedded server for tests.
 *
 * <p>Requires JUnit Jupiter on the class path. It must not contain anything that needs AssertJ or Spring.
 */
@NullMarked
package io.github.zerobus.embedded.junit;

import org.jspecify.annotations.NullMarked;
