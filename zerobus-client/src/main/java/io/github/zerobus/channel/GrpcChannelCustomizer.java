package io.github.zerobus.channel;

import io.grpc.ManagedChannelBuilder;

/** Customizes the builder of a channel: keepalive, interceptors, authority, proxy detector. */
@FunctionalInterface
public interface GrpcChannelCustomizer {

    /**
     * Customizes the builder of one channel before the channel is built. Event loop, executor, load balancing and
     * retries are set afterwards and cannot be changed here.
     *
     * @param subStream index of the sub-stream, 0 for a shared channel
     * @param builder of the channel; a {@code NettyChannelBuilder} if the stream builds its channels itself
     */
    void customize(int subStream, ManagedChannelBuilder<?> builder);
}
