package io.github.zerobus.stream;

import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.embedded.EmbeddedTable;
import io.github.zerobus.embedded.EmbeddedZerobus;
import io.github.zerobus.embedded.EmbeddedZerobusBuilder;
import io.github.zerobus.embedded.FaultScript;
import io.github.zerobus.embedded.ObservedStream;
import io.grpc.ManagedChannel;
import io.grpc.inprocess.InProcessChannelBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Client and server on one thread in virtual time: minutes pass in milliseconds, and each run is the same. What blocks
 * in the engine's interface runs everything else meanwhile, so it must be called from the test's own frame only.
 */
final class Simulation implements AutoCloseable {

    private static final AtomicLong NAMES = new AtomicLong();

    final VirtualTime time;
    final EmbeddedZerobus server;
    private final String name = "simulation-" + NAMES.incrementAndGet();
    private final long seed;
    private final List<MultiplexedStream> streams = new ArrayList<>();
    private final List<Channels> channels = new ArrayList<>();

    Simulation() {
        this(1, server -> server.ackDelay(Duration.ZERO));
    }

    Simulation(long seed, UnaryOperator<EmbeddedZerobusBuilder> settings) {
        this.seed = seed;
        this.time = new VirtualTime(seed);
        this.server = settings.apply(EmbeddedZerobus.builder())
                .inProcess(name, time, time.server())
                .start();
    }

    EmbeddedTable table() {
        return server.table(TestStreams.TABLE);
    }

    FaultScript faults() {
        return server.onTable(TestStreams.TABLE);
    }

    /** The n-th physical stream. */
    ObservedStream physical(int index) {
        return table().streams().get(index);
    }

    /** The newest physical stream. */
    ObservedStream newest() {
        List<ObservedStream> all = table().streams();
        return all.get(all.size() - 1);
    }

    /** Default options of the product, but for what the test changes. */
    static StreamOptionsBuilder options(int subStreams) {
        return StreamOptions.builder().subStreams(subStreams).openJitter(Duration.ZERO);
    }

    MultiplexedStream open(int subStreams) {
        return open(options(subStreams));
    }

    MultiplexedStream open(StreamOptionsBuilder options) {
        MultiplexedStream stream = stream(options, builder -> {});
        stream.open();
        return stream;
    }

    MultiplexedStream open(StreamOptionsBuilder options, Consumer<MultiplexedStreamBuilder> change) {
        MultiplexedStream stream = stream(options, change);
        stream.open();
        return stream;
    }

    /** A stream that is not open yet. */
    MultiplexedStream stream(StreamOptionsBuilder options, Consumer<MultiplexedStreamBuilder> change) {
        Channels own = new Channels();
        channels.add(own);
        MultiplexedStreamBuilder builder = MultiplexedStream.builder()
                .table(TestStreams.TABLE)
                .options(options.build())
                .headersProvider(table -> Map.of())
                .channels(own)
                .callbackExecutor(time);
        change.accept(builder);
        Random random = new Random(seed);
        MultiplexedStream stream = builder.build(
                assembly -> assembly.timers(time.engine()).workers(time).random(random));
        streams.add(stream);
        return stream;
    }

    static Consumer<MultiplexedStreamBuilder> headers(HeadersProvider provider) {
        return builder -> builder.headersProvider(provider);
    }

    static Consumer<MultiplexedStreamBuilder> listener(StreamListener listener) {
        return builder -> builder.listener(listener);
    }

    @Override
    public void close() {
        for (MultiplexedStream stream : streams) {
            try {
                stream.close(Duration.ZERO);
            } catch (io.github.zerobus.ZerobusException e) {
                // The test has seen it.
            }
        }
        channels.forEach(Channels::close);
        server.close();
        time.pass(Duration.ofSeconds(1));
    }

    /** In-process channels, each with a serial executor of its own in virtual time. */
    private final class Channels implements GrpcChannelProvider {

        private final Map<Integer, GrpcChannel> channels = new HashMap<>();

        @Override
        public GrpcChannel channel(int subStream) {
            return channels.computeIfAbsent(subStream, index -> make());
        }

        private GrpcChannel make() {
            ManagedChannel channel = InProcessChannelBuilder.forName(name)
                    .executor(time)
                    .offloadExecutor(time)
                    .disableRetry()
                    .idleTimeout(1, TimeUnit.DAYS)
                    .build();
            return new GrpcChannel(channel, new SerialExecutor(time));
        }

        @Override
        public void close() {
            channels.values().forEach(channel -> channel.channel().shutdownNow());
        }
    }
}
