/**
 * AssertJ assertions about the durable rows of an embedded server.
 *
 * <p>Requires AssertJ on the class path. It must not contain anything that needs JUnit or Spring.
 */
@NullMarked
package io.github.zerobus.embedded.assertj;

import org.jspecify.annotations.NullMarked;
