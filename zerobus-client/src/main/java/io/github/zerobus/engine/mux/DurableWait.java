package io.github.zerobus.engine.mux;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.ErrorKind;
import io.github.zerobus.MessageId;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.buffer.AckFuture;
import io.github.zerobus.engine.session.StreamContext;
import io.github.zerobus.engine.session.SubStream;
import io.github.zerobus.engine.time.BlockingGuard;
import io.github.zerobus.engine.time.Timers;
import io.github.zerobus.stream.MultiplexedStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** A caller's wait for one request, of limited time from now on: what the caller did since is taken off. */
public final class DurableWait {

    private final StreamContext context;
    private final Duration limit;
    private final long start;

    public DurableWait(StreamContext context, Duration limit) {
        this.context = context;
        this.limit = limit;
        this.start = context.timers().nanoTime();
    }

    public Duration elapsed() {
        return Duration.ofNanos(context.timers().nanoTime() - start);
    }

    /** Waits on the present thread; fails as {@link MultiplexedStream#await(MessageId, Duration)} does. */
    public void until(SubStream subStream, MessageId id) {
        if (subStream.buffer().isAcked(id.offset())) {
            return;
        }
        BlockingGuard.check(context.where(), "await");
        AckFuture future = subStream.buffer().watch(id.offset(), AckFuture.internal());
        try {
            context.timers().await(future, nanosLeft());
        } catch (InterruptedException e) {
            subStream.buffer().forget(future);
            Thread.currentThread().interrupt();
            throw EngineAccess.streamInterrupted(context.where() + "interrupted while waiting for request " + id, e);
        } catch (TimeoutException e) {
            subStream.buffer().forget(future);
            throw EngineAccess.awaitTimeout(
                    context.where(id.subStream()) + "request " + id + " is not durable after " + limit
                            + "; it is still in flight, wait for it again or close the stream",
                    id,
                    limit);
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private long nanosLeft() {
        long left = Timers.nanos(limit) - elapsed().toNanos();
        return Math.max(left, 0);
    }

    /** The future's failure, as it is: it was made for this one waiter or says the same to all. */
    static ZerobusException failure(ExecutionException e) {
        return e.getCause() instanceof ZerobusException failure
                ? failure
                : EngineAccess.failure(ErrorKind.TRANSIENT, true, null, "waiting failed", e.getCause());
    }
}
