package io.github.zerobus.channel;

import io.grpc.ManagedChannel;
import java.util.concurrent.Executor;

/**
 * A channel with the serial executor on which its sub-streams run.
 *
 * @param channel usable until its provider closes it
 * @param executor runs one task after the other, in order and never in the calling thread, until all streams that use
 *     the channel are closed; on Netty the event loop to which the channel is pinned
 */
public record GrpcChannel(ManagedChannel channel, Executor executor) {}
