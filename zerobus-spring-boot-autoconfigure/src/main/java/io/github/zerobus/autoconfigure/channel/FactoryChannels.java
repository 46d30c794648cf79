package io.github.zerobus.autoconfigure.channel;

import io.github.zerobus.StreamOptions;
import io.github.zerobus.autoconfigure.StreamNames;
import io.github.zerobus.channel.GrpcChannel;
import io.github.zerobus.channel.GrpcChannelProvider;
import io.github.zerobus.channel.GrpcChannels;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;

/** Channels from Boot's factory: one set for each stream, all closed with this bean. Thread-safe. */
final class FactoryChannels implements GrpcChannelProvider {

    private final FactoryChannelMaker maker;
    private final ChannelSettings settings;
    private final List<GrpcChannels> sets = new CopyOnWriteArrayList<>();
    private final Supplier<GrpcChannelProvider> defaultSet;

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
        return defaultSet.get().channel(subStream);
    }

    GrpcChannelProvider forStream(String stream, StreamOptions options) {
        GrpcChannels channels = GrpcChannels.builder(maker)
                .name(stream)
                .subStreams(options.subStreams())
                .sharedChannel(options.sharedChannel())
                .applicationName(settings.applicationName())
                .proxy(settings.proxies())
                .customizer(settings::apply)
                .build();
        sets.add(channels);
        return channels;
    }

    /** Called after the streams are closed, because their beans depend on this one. */
    @Override
    public void close() {
        sets.forEach(GrpcChannels::close);
    }
}
