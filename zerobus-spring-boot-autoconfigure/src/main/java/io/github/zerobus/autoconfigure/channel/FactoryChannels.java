package io.github.zerobus.autoconfigure.channel;

import io.github.zerobus.StreamOptions;
import io.github.zerobus.autoconfigure.StreamNames;
import io.github.zerobus.channel.GrpcChannel;
import io.github.zerobus.channel.GrpcChannelProvider;
import io.github.zerobus.channel.GrpcChannels;
import io.github.zerobus.channel.StreamOwnedChannels;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;

/**
 * Channels from Boot's factory: one set for each stream, closed by the stream. This bean may be in a parent context,
 * which outlives the streams of its children. Thread-safe.
 */
final class FactoryChannels implements GrpcChannelProvider {

    private final FactoryChannelMaker maker;
    private final ChannelSettings settings;
    private final SingletonSupplier<StreamOwnedChannels> defaultSet;
    private volatile boolean usesDefaultSet;

    /**
     * Creates a provider; builds no channel.
     *
     * @param maker of the channels
     * @param settings of the channels
     * @param options of the default stream, resolved only on demand because there may be none
     */
    FactoryChannels(FactoryChannelMaker maker, ChannelSettings settings, ObjectProvider<StreamOptions> options) {
        this.maker = maker;
        this.settings = settings;
        this.defaultSet = SingletonSupplier.of(() -> forStream(StreamNames.DEFAULT, options.getObject()));
    }

    /** For a stream that the application builds with this bean. */
    @Override
    public GrpcChannel channel(int subStream) {
        usesDefaultSet = true;
        return defaultSet.obtain().channel(subStream);
    }

    StreamOwnedChannels forStream(String stream, StreamOptions options) {
        GrpcChannels channels = GrpcChannels.builder(maker)
                .name(stream)
                .subStreams(options.subStreams())
                .sharedChannel(options.sharedChannel())
                .applicationName(settings.applicationName())
                .proxy(settings.proxies())
                .customizer(settings::apply)
                .build();
        return new Owned(channels);
    }

    private record Owned(GrpcChannels channels) implements StreamOwnedChannels {

        @Override
        public GrpcChannel channel(int subStream) {
            return channels.channel(subStream);
        }

        @Override
        public void close() {
            channels.close();
        }
    }

    /** Closes the channels of a stream that the application built with this bean. */
    @Override
    public void close() {
        if (usesDefaultSet) {
            defaultSet.obtain().close();
        }
    }
}
