package io.github.zerobus.channel;

/**
 * Gives each sub-stream its channel. Channels are made once and outlive streams: after a failure a sub-stream opens
 * another call on the same channel. Whoever makes a provider closes it, after the streams that use it.
 *
 * <p>Must be thread-safe.
 */
public interface GrpcChannelProvider extends AutoCloseable {

    /**
     * The channel of a sub-stream: the same at each call, made at the first. Makes no connection.
     *
     * @param subStream its index, 0 to 63
     */
    GrpcChannel channel(int subStream);

    /** Ends all channels and their threads; waits a few seconds at most. */
    @Override
    void close();
}
