package io.github.zerobus.engine.mux;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.MessageId;
import io.github.zerobus.Request;
import io.github.zerobus.SendOptions;
import io.github.zerobus.SendResult;
import io.github.zerobus.engine.buffer.AckFuture;
import io.github.zerobus.engine.session.StreamContext;
import io.github.zerobus.engine.session.SubStream;
import io.github.zerobus.engine.time.BlockingGuard;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Queries and waits for admitted requests, by id. Thread-safe. */
public final class Durability {

    private final StreamContext context;
    private final List<SubStream> subStreams;

    public Durability(StreamContext context, List<SubStream> subStreams) {
        this.context = context;
        this.subStreams = subStreams;
    }

    public boolean isDurable(MessageId id) {
        SubStream subStream = subStream(id);
        checkIssued(subStream, id);
        return subStream.isDurable(id.offset());
    }

    /** Blocks until a request is durable. */
    public void await(MessageId id, Duration limit) {
        await(id, limit, new BlockingWait(context.timers(), limit));
    }

    /** Returns a future that completes when a request is durable. */
    public CompletableFuture<SendResult> awaitAsync(MessageId id) {
        SubStream subStream = subStream(id);
        checkIssued(subStream, id);
        return subStream.whenAcked(id.offset());
    }

    /** Admits a request and blocks until it is durable; the time limit covers both. */
    public SendResult admitAndAwait(Admission admission, Request request, SendOptions options) {
        BlockingGuard.check(context.where(), "ingestAndAwait");
        Duration given = options.timeLimit();
        Duration limit = given != null ? given : context.options().flushTimeout();
        BlockingWait wait = new BlockingWait(context.timers(), limit);
        MessageId id = admission.admit(request, options.withTimeLimit(limit));
        await(id, limit, wait);
        return new SendResult(id, wait.elapsed());
    }

    private void await(MessageId id, Duration limit, BlockingWait wait) {
        SubStream subStream = subStream(id);
        checkIssued(subStream, id);
        if (subStream.isDurable(id.offset())) {
            return;
        }
        BlockingGuard.check(context.where(), "await");
        AckFuture future = subStream.watch(id.offset());
        boolean done = wait.isDone(future, context.where() + "interrupted while waiting for request " + id);
        if (!done) {
            throw EngineAccess.awaitTimeout(
                    context.where(id.subStream()) + "request " + id + " is not durable after " + limit
                            + "; it is still in flight, wait for it again or close the stream",
                    id,
                    limit);
        }
        BlockingWait.result(future);
    }

    private SubStream subStream(MessageId id) {
        if (id.subStream() >= subStreams.size()) {
            throw new IllegalArgumentException(context.where() + "message id " + id + " belongs to sub-stream "
                    + id.subStream() + ", but there are only " + subStreams.size() + "; it is from another stream");
        }
        return subStreams.get(id.subStream());
    }

    private void checkIssued(SubStream subStream, MessageId id) {
        if (!subStream.isIssued(id.offset())) {
            throw new IllegalArgumentException(context.where() + "message id " + id + " was never returned by this"
                    + " stream; ids are valid only for the stream that returned them, and not after a restart");
        }
    }
}
