/** An embedded server for tests with JUnit Jupiter, which has to be on the class path. */
@NullMarked
package io.github.zerobus.embedded.junit;

import org.jspecify.annotations.NullMarked;
