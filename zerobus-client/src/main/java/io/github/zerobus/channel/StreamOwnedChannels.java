package io.github.zerobus.channel;

/**
 * Channels of one stream only, which the stream closes when it ends. Other providers outlive the streams that use them.
 * For integrations that build channels for each stream.
 */
public interface StreamOwnedChannels extends GrpcChannelProvider {}
