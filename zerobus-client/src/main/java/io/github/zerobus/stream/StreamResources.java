package io.github.zerobus.stream;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads, timers and channels that a stream made for itself, and the callback queues that must run dry before they go.
 *
 * @param queues one for each sub-stream and one for the stream
 * @param channels none if the application brought its own
 */
record StreamResources(
        Timers timers,
        ExecutorService workers,
        List<SerialExecutor> queues,
        List<GrpcChannelProvider> channels,
        AtomicBoolean freed) {

    private static final Logger log = LoggerFactory.getLogger(StreamResources.class);

    /**
     * Frees everything, once, after the seal. Futures and listeners get their time; what the callback executor has not
     * run by then runs here. A callback that closes its stream is not waited for.
     */
    void free(Duration callbackTimeout) {
        if (!freed.compareAndSet(false, true)) {
            return;
        }
        channels.forEach(GrpcChannelProvider::close);
        if (BlockingGuard.inCallback()) {
            queues.forEach(SerialExecutor::runRefused);
        } else {
            awaitCallbacks(callbackTimeout);
            queues.forEach(SerialExecutor::runRemaining);
        }
        timers.close();
        workers.shutdown();
    }

    private void awaitCallbacks(Duration timeout) {
        CountDownLatch left = new CountDownLatch(queues.size());
        queues.forEach(queue -> queue.execute(left::countDown));
        queues.forEach(SerialExecutor::runRefused);
        try {
            if (!left.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                log.warn("Callbacks have not ended within callback-timeout, {}; those behind them run now", timeout);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
