package io.github.zerobus.channel;

/**
 * Provides the channels of sub-streams. Channels are created once and outlive their streams: after a failure, a
 * sub-stream opens another call on the same channel. The owner of a provider closes it after the streams that use it; a
 * stream never closes a provider that it was given.
 *
 * <p>Implementations must be thread-safe.
 */
public interface GrpcChannelProvider extends AutoCloseable {

    /**
     * Returns the channel of a sub-stream, the same at each call. Does not connect it.
     *
     * @param subStream index of the sub-stream, 0 to 63
     * @return the channel with its executor
     */
    GrpcChannel channel(int subStream);

    /** Shuts down all channels and their threads. May block for a few seconds. */
    @Override
    void close();
}
