package io.github.zerobus.actuate;

import io.github.zerobus.FlushResult;
import io.github.zerobus.StreamState;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.stream.MultiplexedStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Operations of the endpoint that change a stream or wait for it. Each takes the time of a web request at most. */
enum StreamOperation {
    /** Waits until everything that is admitted is durable. */
    FLUSH {
        @Override
        boolean complete(MultiplexedStream stream, Duration limit) {
            FlushResult result = stream.flush(limit);
            return result.complete();
        }
    },
    /** Reopens a poisoned stream, or makes the next attempt of a reopening now. */
    REOPEN {
        @Override
        boolean complete(MultiplexedStream stream, Duration limit) {
            // The stream waits longer than a web request should. A reopening that has started continues.
            FutureTask<Void> reopening = new FutureTask<>(stream::reopen, null);
            Thread thread = new Thread(reopening, "zerobus-" + stream.snapshot().name() + "-reopen");
            thread.setDaemon(true);
            thread.start();
            await(reopening, limit);
            return stream.snapshot().state() == StreamState.OPEN;
        }
    };

    abstract boolean complete(MultiplexedStream stream, Duration limit);

    OperationDescriptor run(MultiplexedStream stream, Duration limit) {
        long start = System.nanoTime();
        try {
            boolean complete = complete(stream, limit);
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            return OperationDescriptor.of(lowerCase(), complete, stream.snapshot(), waited);
        } catch (ZerobusException e) {
            return OperationDescriptor.failed(lowerCase(), stream.snapshot(), e);
        }
    }

    String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static void await(FutureTask<Void> task, Duration limit) {
        try {
            task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ZerobusException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
