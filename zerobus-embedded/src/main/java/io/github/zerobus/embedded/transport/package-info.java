/**
 * Not API. How clients reach the server: HTTP/2 over TCP, gRPC's in-process transport, TLS, and the token endpoint.
 *
 * <p>The only package that uses Netty and HTTP. It must not contain anything about streams, records or tables.
 */
@NullMarked
package io.github.zerobus.embedded.transport;

import org.jspecify.annotations.NullMarked;
