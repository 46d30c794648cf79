/**
 * Not API. One physical stream on the wire: request frames, server messages, headers, the call, and status codes.
 *
 * <p>Apart from the channel SPI, the only package that uses gRPC. It must not contain queues, retries or policy.
 */
@NullMarked
package io.github.zerobus.engine.wire;

import org.jspecify.annotations.NullMarked;
