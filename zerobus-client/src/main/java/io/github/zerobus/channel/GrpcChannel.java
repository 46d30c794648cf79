package io.github.zerobus.channel;

import io.grpc.ManagedChannel;
import java.util.concurrent.Executor;

/**
 * A channel and the serial executor on which everything of the sub-streams that use it runs.
 *
 * @param channel stays usable until its provider closes it
 * @param executor runs its tasks one after the other; on Netty the event loop to which the channel is pinned
 */
public record GrpcChannel(ManagedChannel channel, Executor executor) {}
