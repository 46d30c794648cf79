/**
 * Not API. How clients reach the server: HTTP/2 over TCP, calls in process, TLS, and the endpoint for tokens.
 *
 * <p>The only package that uses Netty. It must not contain anything about streams, records or tables.
 */
@NullMarked
package io.github.zerobus.embedded.transport;

import org.jspecify.annotations.NullMarked;
