/** An embedded Zerobus server for the tests of Spring Boot applications. */
@NullMarked
package io.github.zerobus.test;

import org.jspecify.annotations.NullMarked;
