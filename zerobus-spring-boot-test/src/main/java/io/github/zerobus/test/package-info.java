/**
 * Tests of Spring Boot applications against an embedded Zerobus server: {@link io.github.zerobus.test.EmbeddedZerobus}.
 *
 * <p>Contains only what connects the server with Spring's test context. The server, its faults and its assertions
 * belong to zerobus-embedded.
 */
@NullMarked
package io.github.zerobus.test;

import org.jspecify.annotations.NullMarked;
