package io.github.zerobus.stream;

import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.StreamOptionsBuilder;
import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.channel.GrpcChannel;
import io.github.zerobus.channel.GrpcChannelProvider;
import io.github.zerobus.embedded.EmbeddedTable;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.EmbeddedZerobusServerBuilder;
import io.github.zerobus.embedded.FaultScript;
import io.github.zerobus.embedded.ObservedStream;
import io.github.zerobus.embedded.StreamFaults;
import io.github.zerobus.engine.time.ConnectionRate;
import io.github.zerobus.engine.time.SerialExecutor;
import io.github.zerobus.engine.time.Timers;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Client and server on one thread in virtual time: minutes pass in milliseconds, and every run is identical. A blocking
 * call runs all other tasks while it waits, so tests make blocking calls themselves and not in scheduled tasks.
 */
public final class Simulation implements AutoCloseable {

    /** Identifies the sub-stream of a call, so that faults can be scripted for a sub-stream. */
    private static final Metadata.Key<String> SUB_STREAM =
            Metadata.Key.of("x-sub-stream", Metadata.ASCII_STRING_MARSHALLER);

    private static final AtomicLong NAMES = new AtomicLong();

    public final VirtualTime time;
    public final EmbeddedZerobusServer server;
    private final String name = "simulation-" + NAMES.incrementAndGet();
    private final long seed;
    private final ConnectionRate connectionRate = new ConnectionRate();
    private final List<MultiplexedStream> streams = new ArrayList<>();
    private final List<Channels> channels = new ArrayList<>();
    private final List<ClientInterceptor> interceptors = new ArrayList<>();
    private UnaryOperator<Timers> timers = UnaryOperator.identity();
    private UnaryOperator<Executor> loops = UnaryOperator.identity();

    public Simulation() {
        this(1, server -> server.ackDelay(Duration.ZERO));
    }

    public Simulation(long seed, UnaryOperator<EmbeddedZerobusServerBuilder> settings) {
        this.seed = seed;
        this.time = new VirtualTime(seed);
        this.server = settings.apply(EmbeddedZerobusServer.builder())
                .inProcess(name, time, time.server())
                .start();
    }

    /** Adds an interceptor to the channels of streams that are created later. */
    public void intercept(ClientInterceptor interceptor) {
        interceptors.add(interceptor);
    }

    /** Replaces the engine's timers of streams that are created later. */
    void timers(UnaryOperator<Timers> change) {
        timers = change;
    }

    /** Replaces the timers and the clock by ones that throw in steps of the engine. */
    public void failClock(BooleanSupplier fails, ThrowingCalls.Fault fault) {
        timers(original -> new ThrowingTimers(original, fails, fault));
    }

    /** Replaces the serial executors of streams that are created later. */
    public void loops(UnaryOperator<Executor> change) {
        loops = change;
    }

    public EmbeddedTable table() {
        return server.table(TestStreams.TABLE);
    }

    public FaultScript faults() {
        return server.onTable(TestStreams.TABLE);
    }

    /** Returns the faults of all physical streams of one sub-stream. */
    public StreamFaults faultsOf(int subStream) {
        return faults().streamsWith(SUB_STREAM.name(), String.valueOf(subStream));
    }

    /** Returns the newest physical stream of a sub-stream. */
    public ObservedStream newestOf(int subStream) {
        return table().streams().stream()
                .filter(stream -> stream.header(SUB_STREAM.name()).orElse("").equals(String.valueOf(subStream)))
                .reduce((older, newer) -> newer)
                .orElseThrow();
    }

    /** Returns the physical stream with the given index. */
    public ObservedStream physical(int index) {
        return table().streams().get(index);
    }

    /** Returns the newest physical stream. */
    public ObservedStream newest() {
        List<ObservedStream> all = table().streams();
        return all.get(all.size() - 1);
    }

    /** Returns the default options, without jitter. */
    public static StreamOptionsBuilder options(int subStreams) {
        return StreamOptions.builder().subStreams(subStreams).openJitter(Duration.ZERO);
    }

    public MultiplexedStream open(int subStreams) {
        return open(options(subStreams));
    }

    public MultiplexedStream open(StreamOptionsBuilder options) {
        MultiplexedStream stream = stream(options, builder -> {});
        stream.open();
        return stream;
    }

    public MultiplexedStream open(StreamOptionsBuilder options, Consumer<MultiplexedStreamBuilder> change) {
        MultiplexedStream stream = stream(options, change);
        stream.open();
        return stream;
    }

    /** Returns a stream that is not open yet. */
    public MultiplexedStream stream(StreamOptionsBuilder options, Consumer<MultiplexedStreamBuilder> change) {
        return stream(options, time, change);
    }

    /** Returns a stream that is not open yet, with workers of its own. */
    MultiplexedStream stream(
            StreamOptionsBuilder options, ExecutorService workers, Consumer<MultiplexedStreamBuilder> change) {
        Channels own = new Channels();
        channels.add(own);
        MultiplexedStreamBuilder builder = MultiplexedStream.builder()
                .table(TestStreams.TABLE)
                .options(options.build())
                .headersProvider(table -> Map.of())
                .channelProvider(own)
                .callbackExecutor(time);
        change.accept(builder);
        Random random = new Random(seed);
        MultiplexedStream stream =
                builder.build(new StreamRuntime(0, timers.apply(time.engine()), workers, random, connectionRate));
        streams.add(stream);
        return stream;
    }

    public static Consumer<MultiplexedStreamBuilder> headers(HeadersProvider provider) {
        return builder -> builder.headersProvider(provider);
    }

    public static Consumer<MultiplexedStreamBuilder> listener(StreamListener listener) {
        return builder -> builder.listener(listener);
    }

    @Override
    public void close() {
        for (MultiplexedStream stream : streams) {
            try {
                stream.close(Duration.ZERO);
            } catch (io.github.zerobus.ZerobusException e) {
                // The test has already seen this failure.
            }
        }
        channels.forEach(Channels::close);
        server.close();
        time.pass(Duration.ofSeconds(1));
    }

    /** In-process channels, each with its own serial executor in virtual time. */
    private final class Channels implements GrpcChannelProvider {

        private final Map<Integer, GrpcChannel> channels = new HashMap<>();

        @Override
        public GrpcChannel channel(int subStream) {
            return channels.computeIfAbsent(subStream, this::make);
        }

        private GrpcChannel make(int subStream) {
            Metadata header = new Metadata();
            header.put(SUB_STREAM, String.valueOf(subStream));
            ManagedChannel channel = InProcessChannelBuilder.forName(name)
                    .intercept(interceptors)
                    .intercept(MetadataUtils.newAttachHeadersInterceptor(header))
                    .executor(time)
                    .offloadExecutor(time)
                    .disableRetry()
                    .idleTimeout(1, TimeUnit.DAYS)
                    .build();
            return new GrpcChannel(channel, loops.apply(new SerialExecutor(time)));
        }

        @Override
        public void close() {
            channels.values().forEach(channel -> channel.channel().shutdownNow());
        }
    }
}
