package io.github.zerobus.event;

import io.github.zerobus.DurableRange;
import io.github.zerobus.Internal;
import io.github.zerobus.InvalidRecordException;
import io.github.zerobus.MessageId;
import io.github.zerobus.RejectReason;
import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.SubStreamState;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.stream.MultiplexedStreamBuilder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Registers the listeners of the streams: {@link StreamListener} beans directly, and then the {@link ZerobusListener}
 * beans and the application events.
 *
 * <p>A {@link ZerobusListener} may depend on a stream or a template, so these beans are looked up only after all
 * singletons exist. If a bean ingests during its initialization, the notifications of the application are deferred:
 * they are queued, and then drained in the same order by a thread that neither the start nor a stream waits for.
 * Thread-safe.
 */
@Internal
public final class ApplicationNotifications implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(ApplicationNotifications.class);

    private final List<StreamListener> streamListeners;
    private final ObjectProvider<ZerobusListener> beans;
    private final ApplicationEventPublisher publisher;
    private final ReentrantLock lock = new ReentrantLock();

    /** Deferred notifications of all streams; guarded by the lock. */
    private final Queue<Runnable> deferred = new ArrayDeque<>();

    /** Set under the lock once the queue is drained, so that no notification overtakes a deferred one. */
    private volatile boolean drained;

    private volatile List<ZerobusListener> listeners = List.of();

    /**
     * Creates an instance that defers notifications of the application until {@link #afterSingletonsInstantiated()}.
     *
     * @param streamListeners notified first, in this order and never deferred
     * @param beans listeners of the application, notified in their order
     * @param publisher of the events
     */
    public ApplicationNotifications(
            List<StreamListener> streamListeners,
            ObjectProvider<ZerobusListener> beans,
            ApplicationEventPublisher publisher) {
        this.streamListeners = List.copyOf(streamListeners);
        this.beans = beans;
        this.publisher = publisher;
    }

    /**
     * Adds all listeners to the builder of a stream.
     *
     * @param builder of the stream
     * @param stream name of the stream
     */
    public void addTo(MultiplexedStreamBuilder builder, String stream) {
        streamListeners.forEach(builder::listener);
        builder.listener(new DeferringListener(new ApplicationStreamListener(stream, () -> listeners, publisher)));
    }

    @Override
    public void afterSingletonsInstantiated() {
        listeners = beans.orderedStream().toList();
        Runnable first = next();
        if (first != null) {
            Thread thread = new Thread(() -> drain(first), "zerobus-notifications");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void drain(Runnable first) {
        for (Runnable notification = first; notification != null; notification = next()) {
            try {
                notification.run();
            } catch (Throwable e) {
                log.warn("A listener failed", e);
            }
        }
    }

    private @Nullable Runnable next() {
        lock.lock();
        try {
            Runnable next = deferred.poll();
            drained = next == null;
            return next;
        } finally {
            lock.unlock();
        }
    }

    void runOrDefer(Runnable notification) {
        if (drained || !defer(notification)) {
            notification.run();
        }
    }

    private boolean defer(Runnable notification) {
        lock.lock();
        try {
            return !drained && deferred.add(notification);
        } finally {
            lock.unlock();
        }
    }

    /** Defers all notifications of a delegate. */
    final class DeferringListener implements StreamListener {

        private final StreamListener delegate;

        DeferringListener(StreamListener delegate) {
            this.delegate = delegate;
        }

        @Override
        public StreamListener forStream(String stream) {
            return new DeferringListener(delegate.forStream(stream));
        }

        @Override
        public void onStateChange(StreamState state) {
            runOrDefer(() -> delegate.onStateChange(state));
        }

        @Override
        public void onPoison(StreamPoisonedException poison) {
            runOrDefer(() -> delegate.onPoison(poison));
        }

        @Override
        public void onClose() {
            runOrDefer(delegate::onClose);
        }

        @Override
        public void onSubStreamStateChange(int subStream, SubStreamState state) {
            runOrDefer(() -> delegate.onSubStreamStateChange(subStream, state));
        }

        @Override
        public void onDurable(DurableRange range) {
            runOrDefer(() -> delegate.onDurable(range));
        }

        @Override
        public void onUnacked(MessageId id, ZerobusException cause) {
            runOrDefer(() -> delegate.onUnacked(id, cause));
        }

        @Override
        public void onRefused(MessageId id, InvalidRecordException reason) {
            runOrDefer(() -> delegate.onRefused(id, reason));
        }

        @Override
        public void onRecovery(int subStream, @Nullable ZerobusException failure) {
            runOrDefer(() -> delegate.onRecovery(subStream, failure));
        }

        @Override
        public void onRotation(int subStream) {
            runOrDefer(() -> delegate.onRotation(subStream));
        }

        @Override
        public void onBackpressure(int subStream, Duration waited) {
            runOrDefer(() -> delegate.onBackpressure(subStream, waited));
        }

        @Override
        public void onRejected(RejectReason reason, int records) {
            runOrDefer(() -> delegate.onRejected(reason, records));
        }
    }
}
