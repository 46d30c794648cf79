package io.github.zerobus.stream;

import io.github.zerobus.StreamListener;
import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.channel.GrpcChannelProvider;
import io.github.zerobus.engine.mux.Admission;
import io.github.zerobus.engine.mux.Durability;
import io.github.zerobus.engine.mux.StreamEnd;
import io.github.zerobus.engine.mux.StreamLifecycle;
import io.github.zerobus.engine.mux.StreamOpening;
import io.github.zerobus.engine.mux.StreamResources;
import io.github.zerobus.engine.session.CallbackWatch;
import io.github.zerobus.engine.session.CompositeStreamListener;
import io.github.zerobus.engine.session.NoListener;
import io.github.zerobus.engine.session.Notifications;
import io.github.zerobus.engine.session.StreamContext;
import io.github.zerobus.engine.session.SubStream;
import io.github.zerobus.engine.time.BlockingGuard;
import io.github.zerobus.engine.time.SerialExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates the engine of a stream.
 *
 * @param context what all sub-streams have in common
 * @param headers creates the headers provider of each sub-stream
 * @param selector the application's selector, if there is one
 * @param callbackExecutor the application's callback executor; the workers of the stream if null
 */
record StreamAssembly(
        StreamContext context,
        Supplier<HeadersProvider> headers,
        @Nullable SubStreamSelector selector,
        @Nullable Executor callbackExecutor) {

    static StreamListener combine(List<StreamListener> listeners) {
        return listeners.isEmpty() ? NoListener.INSTANCE : new CompositeStreamListener(listeners);
    }

    /** Creates a stream over channels that it does not close. */
    MultiplexedStream over(GrpcChannelProvider channels) {
        return create(channels, List.of());
    }

    /** Creates a stream that owns its channels, and closes them if it cannot be created. */
    MultiplexedStream owning(GrpcChannelProvider channels) {
        try {
            return create(channels, List.of(channels));
        } catch (RuntimeException e) {
            channels.close();
            throw e;
        }
    }

    private MultiplexedStream create(GrpcChannelProvider channels, List<GrpcChannelProvider> owned) {
        List<SerialExecutor> queues = new ArrayList<>();
        Executor workers = guarded(context.workers());
        Executor callbacks = callbackExecutor != null ? guarded(callbackExecutor) : workers;
        Supplier<SerialExecutor> newQueue = () -> {
            SerialExecutor queue = new SerialExecutor(callbacks, workers);
            queues.add(queue);
            return queue;
        };
        CallbackWatch watch =
                new CallbackWatch(context.timers(), context.options().callbackTimeout());
        List<SubStream> subStreams = new ArrayList<>();
        for (int index = 0; index < context.options().subStreams(); index++) {
            subStreams.add(new SubStream(index, context, channels.channel(index), headers.get(), watch, newQueue));
        }
        Notifications listeners = new Notifications(context.listener(), newQueue);
        SerialExecutor openings = newQueue.get();
        StreamResources resources = new StreamResources(
                context.timers(),
                context.workers(),
                queues,
                owned,
                context.rescue(),
                context.options().callbackTimeout());
        StreamLifecycle lifecycle = new StreamLifecycle(context, subStreams, listeners, resources);
        StreamEnd end = new StreamEnd(context, subStreams, lifecycle, resources);
        StreamOpening opening = new StreamOpening(context, lifecycle, end, openings);
        SelectorRouter router = new SelectorRouter(subStreams, context.options().routing(), selector);
        Admission admission = new Admission(context, subStreams, opening, router);
        Durability durability = new Durability(context, subStreams);
        return new MultiplexedStream(
                new StreamEngine(context, subStreams, lifecycle, opening, end, admission, durability));
    }

    /** Marks all callbacks of a queue at once, since marking each one would not be free (benchmark P11). */
    private static Executor guarded(Executor callbacks) {
        return queue -> callbacks.execute(() -> BlockingGuard.runCallback(queue));
    }
}
