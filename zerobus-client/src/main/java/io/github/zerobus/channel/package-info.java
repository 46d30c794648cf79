/**
 * Channels of sub-streams: the SPI for applications and frameworks that build gRPC channels, and the default on Netty.
 *
 * <p>Contains everything about transports: event loops, proxies, the user agent. The only package that uses Netty, and
 * the only public one with gRPC types in signatures. It must not contain messages, statuses or other parts of
 * the protocol.
 */
@NullMarked
package io.github.zerobus.channel;

import org.jspecify.annotations.NullMarked;
