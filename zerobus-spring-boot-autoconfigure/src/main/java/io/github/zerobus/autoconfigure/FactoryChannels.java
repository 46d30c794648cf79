package io.github.zerobus.autoconfigure;

import io.github.zerobus.StreamOptions;
import io.github.zerobus.channel.GrpcChannel;
import io.github.zerobus.channel.GrpcChannelProvider;
import io.github.zerobus.channel.GrpcChannels;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;

/** Channels of all streams by Boot's factory, a set for each. */
final class FactoryChannels implements GrpcChannelProvider {

    private final FactoryChannelMaker maker;
    private final List<GrpcChannels> sets = new CopyOnWriteArrayList<>();
    private final Supplier<GrpcChannelProvider> own;

    /** @param options of the default stream, asked for by need only: there may be none */
    FactoryChannels(FactoryChannelMaker maker, ObjectProvider<StreamOptions> options) {
        this.maker = maker;
        this.own = SingletonSupplier.of(() -> of(StreamDefinition.DEFAULT, options.getObject()));
    }

    /** For a stream that the application builds with this bean. */
    @Override
    public GrpcChannel channel(int subStream) {
        return own.get().channel(subStream);
    }

    GrpcChannelProvider of(String stream, StreamOptions options) {
        GrpcChannels channels = new GrpcChannels(stream, options, maker);
        sets.add(channels);
        return channels;
    }

    /** After the streams, whose beans need this one. */
    @Override
    public void close() {
        sets.forEach(GrpcChannels::close);
    }
}
