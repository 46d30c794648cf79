/**
 * Credentials of streams: providers of tokens and headers, and the exchange of a client id and secret for tokens.
 *
 * <p>It must not contain gRPC or the life of a stream, and no token or secret may reach a message, a log or
 * {@code toString}.
 */
@NullMarked
package io.github.zerobus.auth;

import org.jspecify.annotations.NullMarked;
