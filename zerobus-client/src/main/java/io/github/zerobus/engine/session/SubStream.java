package io.github.zerobus.engine.session;

import io.github.zerobus.DurableRange;
import io.github.zerobus.EngineAccess;
import io.github.zerobus.GrpcCode;
import io.github.zerobus.SubStreamSnapshot;
import io.github.zerobus.SubStreamState;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.channel.GrpcChannel;
import io.github.zerobus.engine.buffer.AckedFutures;
import io.github.zerobus.engine.buffer.BufferSnapshot;
import io.github.zerobus.engine.buffer.InflightBuffer;
import io.github.zerobus.engine.time.LoopTimer;
import io.github.zerobus.engine.wire.GrpcConnection;
import io.github.zerobus.engine.wire.GrpcStatusClassifier;
import io.github.zerobus.engine.wire.ServerMessage;
import io.github.zerobus.engine.wire.WireLedger;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of the N ordered streams: a state machine over one connection at a time and one in-flight buffer. Opens, drains
 * the buffer into the connection, takes acks, recovers, rotates, ends. All of it runs on the serial executor, one step
 * after the other, so its fields need no lock; other threads see {@link #state()} and the buffer.
 */
public final class SubStream implements GrpcConnection.Events, OpeningTries.Outcome {

    private static final Logger log = LoggerFactory.getLogger(SubStream.class);

    private final int index;
    private final StreamContext context;
    private final GrpcChannel channel;
    private final SubStreamEvents events;
    private final InflightBuffer buffer;
    private final OpeningTries tries;
    private final FutureExpiry expiry;
    private final SilenceTimer silence;
    /** One object for all wake-ups, which come as often as once for each record (benchmark P11). */
    private final Drain drain;

    private final Teardown teardown;
    private final LoopTimer pause;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    /** Completed with the failure when this ends for good, never before its state says so. */
    private final CompletableFuture<ZerobusException> failed = new CompletableFuture<>();

    private volatile SubStreamState state = SubStreamState.CONNECTING;
    private volatile @Nullable PhysicalStream physical;
    private @Nullable GrpcConnection connection;

    public SubStream(
            int index, StreamContext context, GrpcChannel channel, HeadersProvider headers, SubStreamEvents events) {
        this.index = index;
        this.context = context;
        this.channel = channel;
        this.events = events;
        this.buffer = new InflightBuffer(index, context.options(), context.timers(), this::drainSoon);
        this.expiry = new FutureExpiry(context, index, channel.executor(), buffer, events);
        this.tries = new OpeningTries(index, context, channel, headers, this);
        this.silence =
                new SilenceTimer(context.timers(), timer(), context.options().silenceTimeout(), this::onSilence);
        this.drain = new Drain(buffer, silence, context.timers(), channel.executor());
        this.teardown = new Teardown(timer());
        this.pause = timer();
    }

    private void drainSoon() {
        channel.executor().execute(drain);
    }

    private LoopTimer timer() {
        return new LoopTimer(context.timers(), channel.executor());
    }

    // For other threads.

    public int index() {
        return index;
    }

    public InflightBuffer buffer() {
        return buffer;
    }

    public SubStreamEvents events() {
        return events;
    }

    public FutureExpiry expiry() {
        return expiry;
    }

    public SubStreamState state() {
        return state;
    }

    /** Completed when the first physical stream is open; fails if it never will be. */
    public CompletableFuture<Void> opened() {
        return opened;
    }

    public CompletableFuture<ZerobusException> failed() {
        return failed;
    }

    /** Tells how it got its connections so far. */
    public OpeningTries tries() {
        return tries;
    }

    public SubStreamSnapshot snapshot() {
        PhysicalStream current = physical;
        BufferSnapshot numbers = buffer.snapshot();
        return EngineAccess.subStreamSnapshot(
                index,
                state,
                current == null ? null : current.id(),
                numbers.ingestedRequests(),
                numbers.ackedRequests(),
                numbers.ingestedRecords(),
                numbers.ackedRecords(),
                drain.sentBytes(),
                numbers.ingestedRequests() - numbers.ackedRequests(),
                numbers.bytes(),
                Duration.ofNanos(numbers.oldestNanos()),
                Duration.ofNanos(numbers.withoutProgressNanos()),
                current == null ? null : current.age(context.timers().nanoTime()),
                tries.lastFailure());
    }

    public void open(Duration delay) {
        onLoop(() -> tries.startAfter(delay));
    }

    /** Ends everything: best effort for late acks, no flush. Completed when nothing of this will happen any more. */
    public CompletableFuture<Void> end() {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        onLoop(() -> {
            try {
                end(ended);
            } catch (RuntimeException e) {
                // The stream's end must not wait for ever for a sub-stream that could not take its leave.
                log.error("{}ended badly", context.where(index), e);
                ended.complete(null);
            }
        });
        return ended;
    }

    private void onLoop(Runnable step) {
        channel.executor().execute(step);
    }

    // Opening, and opening again.

    @Override
    public void opened(GrpcConnection newConnection, String id) {
        boolean recovery = state == SubStreamState.RECOVERING;
        connection = newConnection;
        newConnection.handOver(this);
        physical = new PhysicalStream(id, context.timers().nanoTime());
        setState(SubStreamState.OPEN);
        log.debug("{}open as physical stream {}", context.where(index), id);
        if (recovery) {
            events.recovered(null);
        }
        opened.complete(null);
        tries.watchIdleness(buffer);
        drain.start(newConnection);
    }

    /** Another try is due after one that failed; before the first success that is opening, and no recovery yet. */
    @Override
    public void retrying() {
        if (opened.isDone()) {
            setState(SubStreamState.RECOVERING);
        }
    }

    @Override
    public void failed(ZerobusException failure) {
        silence.stop();
        pause.stop();
        if (isEnded()) {
            return;
        }
        if (state == SubStreamState.RECOVERING) {
            events.recovered(failure);
        }
        setState(SubStreamState.FAILED);
        failed.complete(failure);
        opened.completeExceptionally(failure);
    }

    @Override
    public void onReady(GrpcConnection from) {
        if (from == connection) {
            drain.run();
        }
    }

    // Answers.

    @Override
    public void onMessage(GrpcConnection from, ServerMessage message) {
        if (teardown.isOf(from)) {
            // It is being left anyway; what it says beside acks, and acks of nothing, change no more.
            if (message instanceof ServerMessage.Ack ack && ack.wireOffset() != null) {
                acked(ack.wireOffset());
            }
        } else if (from == connection) {
            if (message instanceof ServerMessage.Ack ack) {
                acked(ack.wireOffset());
            } else if (message instanceof ServerMessage.CloseSignal signal) {
                closeSignal(signal.duration());
            } else {
                lose(GrpcStatusClassifier.protocolFault(GrpcCode.INTERNAL, where() + "the server sent nonsense"));
            }
        }
    }

    private void acked(@Nullable Long wireOffset) {
        WireLedger ledger = drain.ledger();
        if (wireOffset == null) {
            lose(GrpcStatusClassifier.protocolFault(GrpcCode.INTERNAL, where() + "an ack has no offset"));
        } else if (!ledger.isSent(wireOffset)) {
            String message = where() + "the server acked wire offset " + wireOffset + ", but only " + ledger.nextSend()
                    + " were sent";
            drop("ack of what was never sent");
            tries.giveUp(GrpcStatusClassifier.protocolFault(GrpcCode.INVALID_ARGUMENT, message));
        } else if (!ledger.isAcked(wireOffset)) {
            progress(ledger, wireOffset);
        }
    }

    private void progress(WireLedger ledger, long wireOffset) {
        tries.progressed();
        List<DurableRange> ranges = events.wantsRanges()
                ? ledger.ranges(
                        index, buffer.head(), wireOffset, context.timers().nanoTime())
                : List.of();
        AckedFutures acked = buffer.ackedUpTo(ledger.endOffset(wireOffset));
        ledger.ackedUpTo(wireOffset);
        boolean hasSent = ledger.nextAck() < ledger.nextSend();
        silence.progressed(!buffer.isEmpty());
        events.durable(acked, ranges);
        if (state == SubStreamState.PAUSED && !hasSent && !teardown.isRunning()) {
            rotate();
        }
    }

    // Rotation: the server announced the end of the physical stream; routine.

    private void closeSignal(Duration serverWait) {
        if (!context.options().recovery().enabled() || state != SubStreamState.OPEN) {
            return;
        }
        Duration cap = context.options().pauseTimeout();
        Duration wait = cap != null && cap.compareTo(serverWait) < 0 ? cap : serverWait;
        setState(SubStreamState.PAUSED);
        drain.stop();
        silence.stop();
        WireLedger ledger = drain.ledger();
        if (wait.isZero() || ledger.nextAck() == ledger.nextSend()) {
            rotate();
        } else {
            pause.start(wait, this::rotate);
        }
    }

    private void rotate() {
        pause.stop();
        GrpcConnection old = connection;
        connection = null;
        physical = null;
        if (old == null) {
            reopenAfterRotation();
        } else {
            teardown.start(old, this::reopenAfterRotation);
        }
    }

    private void reopenAfterRotation() {
        if (isEnded()) {
            return;
        }
        events.rotated();
        setState(SubStreamState.CONNECTING);
        tries.rotated();
    }

    // Losing the connection.

    @Override
    public void onClosed(GrpcConnection from, Status status, Metadata trailers) {
        if (teardown.isOf(from)) {
            teardown.closed();
        } else if (from == connection) {
            if (state == SubStreamState.PAUSED && status.isOk()) {
                connection = null;
                rotate();
            } else {
                lose(GrpcStatusClassifier.failure(where(), status, trailers));
            }
        }
    }

    private void onSilence() {
        String message = where() + "no durable progress within silence-timeout, "
                + context.options().silenceTimeout() + ", with requests pending";
        lose(GrpcStatusClassifier.failure(GrpcCode.DEADLINE_EXCEEDED, message, null));
    }

    /** The connection is gone, or no good any more: get another one, or end. */
    private void lose(ZerobusException failure) {
        silence.stop();
        pause.stop();
        drop("given up by the client");
        if (!isEnded()) {
            log.info("{}lost its connection: {}", context.where(index), failure.getMessage());
            setState(SubStreamState.RECOVERING);
            tries.lost(failure);
        }
    }

    /** Has no connection from now on; what it still tells is nobody's news. */
    private void drop(String reason) {
        drain.stop();
        GrpcConnection old = connection;
        connection = null;
        physical = null;
        if (old != null) {
            old.cancel(reason, null);
        }
    }

    // The end.

    private void end(CompletableFuture<Void> ended) {
        silence.stop();
        pause.stop();
        tries.stop();
        drain.stop();
        GrpcConnection last = connection;
        connection = null;
        physical = null;
        if (state != SubStreamState.FAILED) {
            setState(SubStreamState.CLOSED);
        }
        if (last != null) {
            teardown.start(last, () -> ended.complete(null));
        } else {
            teardown.afterwards(() -> ended.complete(null));
        }
    }

    private boolean isEnded() {
        return state == SubStreamState.FAILED || state == SubStreamState.CLOSED;
    }

    private void setState(SubStreamState next) {
        if (state != next) {
            state = next;
            events.stateChanged(next);
        }
    }

    private String where() {
        return context.where(index);
    }
}
