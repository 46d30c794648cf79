package io.github.zerobus.autoconfigure;

import io.github.zerobus.stream.GrpcChannel;
import io.github.zerobus.stream.GrpcChannelProvider;
import io.github.zerobus.stream.GrpcChannels;
import io.github.zerobus.stream.StreamOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Channels of all streams by Boot's factory: those of the default stream, and a set for each named one. */
final class FactoryChannels implements GrpcChannelProvider {

    private final FactoryChannelMaker maker;
    private final GrpcChannels defaults;
    private final List<GrpcChannels> named = new CopyOnWriteArrayList<>();

    FactoryChannels(FactoryChannelMaker maker, StreamOptions options) {
        this.maker = maker;
        this.defaults = new GrpcChannels(StreamDefinition.DEFAULT, options, maker);
    }

    @Override
    public GrpcChannel channel(int subStream) {
        return defaults.channel(subStream);
    }

    GrpcChannelProvider named(String stream, StreamOptions options) {
        GrpcChannels channels = new GrpcChannels(stream, options, maker);
        named.add(channels);
        return channels;
    }

    /** After the streams, whose beans need this one. */
    @Override
    public void close() {
        defaults.close();
        named.forEach(GrpcChannels::close);
    }
}
