package io.github.zerobus.channel;

import io.grpc.ManagedChannelBuilder;

/** Changes a channel's builder before the channel is made: keepalive, proxies, interceptors. */
@FunctionalInterface
public interface GrpcChannelCustomizer {

    /**
     * Changes the builder of one sub-stream's channel.
     *
     * @param subStream index of the sub-stream, 0 where the channel is shared
     */
    void customize(int subStream, ManagedChannelBuilder<?> builder);
}
