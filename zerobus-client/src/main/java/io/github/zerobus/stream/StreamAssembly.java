package io.github.zerobus.stream;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.TableName;
import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.channel.GrpcChannel;
import io.github.zerobus.channel.GrpcChannelProvider;
import io.github.zerobus.engine.mux.StreamLifecycle;
import io.github.zerobus.engine.mux.StreamResources;
import io.github.zerobus.engine.session.StreamContext;
import io.github.zerobus.engine.session.StreamListeners;
import io.github.zerobus.engine.session.SubStream;
import io.github.zerobus.engine.session.SubStreamEvents;
import io.github.zerobus.engine.time.BlockingGuard;
import io.github.zerobus.engine.time.LoopExecutor;
import io.github.zerobus.engine.time.SerialExecutor;
import io.github.zerobus.engine.time.ThreadTimers;
import io.github.zerobus.engine.time.Timers;
import io.github.zerobus.engine.time.ZerobusThread;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Puts the parts of a stream together. Tests put clocks, dice and transports of their own in. */
final class StreamAssembly {

    private final String name;
    private final TableName table;
    private final StreamOptions options;
    private final ByteString create;
    private final List<StreamListener> listeners;
    private @Nullable Descriptor descriptor;
    private @Nullable SubStreamSelector selector;
    private @Nullable Timers timers;
    private @Nullable ExecutorService workers;
    private RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();

    StreamAssembly(
            String name, TableName table, StreamOptions options, ByteString create, List<StreamListener> listeners) {
        this.name = name;
        this.table = table;
        this.options = options;
        this.create = create;
        this.listeners = listeners;
    }

    StreamAssembly descriptor(@Nullable Descriptor value) {
        descriptor = value;
        return this;
    }

    StreamAssembly selector(@Nullable SubStreamSelector value) {
        selector = value;
        return this;
    }

    StreamAssembly timers(Timers value) {
        timers = value;
        return this;
    }

    StreamAssembly workers(ExecutorService value) {
        workers = value;
        return this;
    }

    StreamAssembly random(RandomGenerator value) {
        random = value;
        return this;
    }

    MultiplexedStream assemble(
            Supplier<HeadersProvider> headers,
            @Nullable GrpcChannelProvider given,
            Supplier<GrpcChannelProvider> own,
            @Nullable Executor callbackExecutor) {
        GrpcChannelProvider channels = given != null ? given : own.get();
        try {
            return assemble(headers, channels, given == null ? List.of(channels) : List.of(), callbackExecutor);
        } catch (RuntimeException e) {
            // A channel could not be made; the loops and those before it are not to stay.
            if (given == null) {
                channels.close();
            }
            throw e;
        }
    }

    private MultiplexedStream assemble(
            Supplier<HeadersProvider> headers,
            GrpcChannelProvider channels,
            List<GrpcChannelProvider> toClose,
            @Nullable Executor callbackExecutor) {
        ExecutorService workers = this.workers != null ? this.workers : newWorkers();
        StreamContext context = new StreamContext(
                name,
                table,
                options,
                create,
                descriptor,
                timers != null ? timers : new ThreadTimers(name),
                workers,
                random,
                listeners.isEmpty() ? SubStreamEvents.Silent.INSTANCE : new StreamListeners(listeners));
        Executor callbacks = guarded(callbackExecutor != null ? callbackExecutor : workers);
        List<SerialExecutor> queues = new ArrayList<>();
        List<SubStream> subStreams = new ArrayList<>();
        for (int index = 0; index < options.subStreams(); index++) {
            SerialExecutor queue = new SerialExecutor(callbacks);
            queues.add(queue);
            SubStreamEvents events = new SubStreamEvents(index, context.listener(), queue);
            subStreams.add(new SubStream(index, context, channel(channels, index), headers.get(), events));
        }
        SerialExecutor streamQueue = new SerialExecutor(callbacks);
        queues.add(streamQueue);
        return new MultiplexedStream(
                context,
                subStreams,
                new Router(context, subStreams, selector),
                new StreamLifecycle(context, subStreams, streamQueue),
                new StreamResources(context.timers(), workers, queues, toClose, new AtomicBoolean()));
    }

    /** Once for all that waits in a queue, since a look at a thread's own variables for each future is not free (P11). */
    private static Executor guarded(Executor callbacks) {
        return queue -> callbacks.execute(() -> BlockingGuard.runCallback(queue));
    }

    private static GrpcChannel channel(GrpcChannelProvider channels, int index) {
        GrpcChannel given = channels.channel(index);
        return new GrpcChannel(given.channel(), new LoopExecutor(given.executor()));
    }

    /** For code of the application that may block; as many threads as it blocks, none when it does not. */
    private ExecutorService newWorkers() {
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                2,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                ZerobusThread.factory("zerobus-" + name + "-worker"));
    }
}
