package io.github.zerobus.engine.session;

import io.github.zerobus.DurableRange;
import io.github.zerobus.SubStreamState;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.channel.GrpcChannel;
import io.github.zerobus.engine.buffer.AckedFutures;
import io.github.zerobus.engine.buffer.InflightBuffer;
import io.github.zerobus.engine.time.LoopTimer;
import io.github.zerobus.engine.wire.CallOpener;
import io.github.zerobus.engine.wire.GrpcConnection;
import io.github.zerobus.engine.wire.ServerMessage;
import io.github.zerobus.engine.wire.WireStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * State machine of a sub-stream over one physical stream at a time: opens it, drains the buffer into it, takes acks,
 * recovers, rotates, ends. All steps run on the serial executor one after the other, so the fields need no lock; other
 * threads read volatile fields only.
 */
final class SubStreamSession
        implements GrpcConnection.Listener, OpeningTries.Outcome, Isolation.Outcome, StepFaults.Target {

    /** Physical streams live about as long (docs/protocol.md#3.7); a longer announcement is an error of the server. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    private final SubStreamContext subStream;
    private final StreamContext context;
    private final InflightBuffer buffer;
    private final Callbacks callbacks;
    private final OpeningTries tries;
    private final SilenceTimer silence;
    private final Drain drain;
    private final GracefulClose closing;
    private final LoopTimer pause;
    private final Isolation isolation;
    private final SessionState state;
    /** Whether nothing is sent yet: a reopened stream sends only when all of its sub-streams are open. */
    private boolean held;

    /** The open physical stream, unless it is being closed. */
    private volatile @Nullable WireStream current;

    SubStreamSession(
            SubStreamContext subStream,
            GrpcChannel channel,
            HeadersProvider headers,
            InflightBuffer buffer,
            SentBytes sentBytes,
            Callbacks callbacks,
            boolean held) {
        this.subStream = subStream;
        this.context = subStream.stream();
        this.buffer = buffer;
        this.callbacks = callbacks;
        this.held = held;
        this.state = new SessionState(callbacks);
        CallOpener calls = new CallOpener(channel, context.create(), subStream.where(), subStream.loop()::stepFailed);
        this.tries = new OpeningTries(subStream, calls, headers, this);
        this.silence = new SilenceTimer(
                context.timers(), subStream.newTimer(), context.options().silenceTimeout(), this::onSilence);
        this.drain = new Drain(buffer, sentBytes, silence, context.timers(), subStream.loop());
        this.closing = new GracefulClose(subStream.newTimer(), this::acked);
        this.pause = subStream.newTimer();
        this.isolation = new Isolation(subStream, buffer, callbacks, this);
    }

    // For other threads.

    /** Schedules a drain. */
    void drain() {
        drain.schedule();
    }

    SessionState state() {
        return state;
    }

    OpeningTries tries() {
        return tries;
    }

    /** The open physical stream; null while there is none. */
    @Nullable
    WireStream physicalStream() {
        return current;
    }

    /** Takes over the serial executor, before the first step. */
    void attach() {
        subStream.loop().ownedBy(new StepFaults(subStream, state, tries, this));
    }

    void open(Duration delay) {
        subStream.loop().execute(() -> tries.startAfter(delay));
    }

    /** Starts to send what is unacked, now or when the first physical stream is open. */
    void release() {
        subStream.loop().execute(() -> {
            held = false;
            WireStream stream = current;
            if (stream != null && state.is(SubStreamState.OPEN)) {
                drain.start(stream);
            }
        });
    }

    /** Drops what a session that has ended may still wait for. On the serial executor. */
    void abandon() {
        stopTimers();
        tries.stop();
        drop("another generation of the stream follows");
        closing.abandon();
        isolation.abandon();
    }

    /**
     * Ends everything: best effort for late acks, no flush. The future completes when no step follows any more, which
     * takes for ever if the loop is blocked. Can be called again.
     */
    CompletableFuture<Void> end() {
        if (!state.ended().isDone()) {
            subStream.loop().execute(this::startEnd);
        }
        return state.ended();
    }

    // Opening and recovery.

    @Override
    public void opened(GrpcConnection connection, String id) {
        boolean recovery = state.is(SubStreamState.RECOVERING);
        WireStream stream = new WireStream(
                connection, id, buffer.unacked().head(), context.timers().nanoTime());
        stream.listen(this);
        current = stream;
        state.set(SubStreamState.OPEN);
        if (recovery) {
            callbacks.recovered(null);
        }
        state.opened().complete(null);
        tries.watchIdleness(buffer.unacked());
        if (!held) {
            drain.start(stream);
        }
    }

    /** Before the first success this is still the opening, not a recovery. */
    @Override
    public void retrying() {
        if (state.opened().isDone()) {
            state.set(SubStreamState.RECOVERING);
        }
    }

    @Override
    public void failed(ZerobusException failure) {
        stopTimers();
        if (state.hasEnded()) {
            return;
        }
        if (state.is(SubStreamState.RECOVERING)) {
            callbacks.recovered(failure);
        }
        state.fail(failure);
    }

    // Callbacks of the current physical stream.

    @Override
    public void onReady() {
        drain.run();
    }

    @Override
    public void onMessage(ServerMessage message) {
        if (message instanceof ServerMessage.Ack ack) {
            onAck(ack.wireOffset());
        } else if (message instanceof ServerMessage.CloseSignal signal) {
            onCloseSignal(signal.duration());
        } else if (message instanceof ServerMessage.Malformed malformed) {
            lose(Failures.malformed(subStream.where(), malformed));
        } else {
            lose(Failures.protocolFault(subStream.where() + "unexpected message from the server", true));
        }
    }

    private void onAck(@Nullable Long wireOffset) {
        WireStream stream = current;
        if (wireOffset == null) {
            lose(Failures.protocolFault(subStream.where() + "an ack has no offset", true));
        } else if (stream != null) {
            acked(stream, wireOffset);
            if (state.is(SubStreamState.PAUSED) && current == stream && !stream.hasUnacked()) {
                rotate();
            }
        }
    }

    private void acked(WireStream stream, long wireOffset) {
        if (!stream.isSent(wireOffset)) {
            fail(stream, wireOffset);
        } else if (!stream.isAcked(wireOffset)) {
            tries.progressed();
            List<DurableRange> ranges = callbacks.wantsRanges()
                    ? stream.ranges(
                            subStream.index(), wireOffset, context.timers().nanoTime())
                    : List.of();
            AckedFutures acked = buffer.ackedUpTo(stream.ackedUpTo(wireOffset));
            if (acked != null) {
                if (isolation.progressed()) {
                    drain.schedule();
                }
                silence.progressed(!acked.isDrained());
                callbacks.durable(acked, ranges);
            }
            buffer.ackedHandedOver();
        }
    }

    private void fail(WireStream stream, long wireOffset) {
        String message = subStream.where() + "the server acked wire offset " + wireOffset + ", but only "
                + stream.sentMessages() + " messages were sent";
        drop("ack of a message that was never sent");
        tries.giveUp(Failures.protocolFault(message, false));
    }

    // Rotation: the server announced the end of the physical stream, which is routine.

    private void onCloseSignal(Duration serverWait) {
        WireStream stream = current;
        if (!context.options().recovery().enabled() || !state.is(SubStreamState.OPEN) || stream == null) {
            return;
        }
        Duration wait =
                shorter(shorter(serverWait, LONGEST_PAUSE), context.options().pauseTimeout());
        state.set(SubStreamState.PAUSED);
        drain.stop();
        if (wait.isZero() || !stream.hasUnacked()) {
            rotate();
        } else {
            pause.start(wait, this::rotate);
        }
    }

    private static Duration shorter(Duration one, @Nullable Duration other) {
        return other != null && other.compareTo(one) < 0 ? other : one;
    }

    private void rotate() {
        silence.stop();
        pause.stop();
        WireStream old = current;
        current = null;
        if (old == null) {
            reopenAfterRotation();
        } else {
            closing.start(old, this::reopenAfterRotation);
        }
    }

    private void reopenAfterRotation() {
        if (state.hasEnded()) {
            return;
        }
        callbacks.rotated();
        state.set(SubStreamState.CONNECTING);
        tries.rotated();
    }

    // Loss of the physical stream.

    @Override
    public void onClosed(boolean ok, ZerobusException failure) {
        if (state.is(SubStreamState.PAUSED) && ok) {
            current = null;
            rotate();
        } else {
            lose(failure);
        }
    }

    /** What was sent counts during a pause too, which then ends early. */
    private void onSilence() {
        if (state.is(SubStreamState.PAUSED)) {
            rotate();
            return;
        }
        String message = subStream.where() + "no durable progress within silence-timeout, "
                + context.options().silenceTimeout() + ", with requests pending";
        lose(Failures.timeout(message, null));
    }

    /** Drops the physical stream and opens another one, or ends. */
    private void lose(ZerobusException failure) {
        stopTimers();
        drop("abandoned by the client");
        if (state.hasEnded()) {
            return;
        }
        state.set(SubStreamState.RECOVERING);
        if (!isolation.takes(failure)) {
            tries.lost(failure);
        }
    }

    @Override
    public void sendNext(ZerobusException refusal) {
        if (!state.hasEnded()) {
            tries.isolating(refusal);
        }
    }

    @Override
    public void giveUp(ZerobusException failure) {
        tries.giveUp(failure);
    }

    /** Detaches the physical stream; its late callbacks are ignored. */
    private void drop(String reason) {
        drain.stop();
        WireStream old = current;
        current = null;
        if (old != null) {
            old.cancel(reason);
        }
    }

    // The end.

    private void startEnd() {
        if (!state.startEnd()) {
            return;
        }
        stopTimers();
        tries.stop();
        drain.stop();
        WireStream last = current;
        current = null;
        if (!state.is(SubStreamState.FAILED)) {
            state.set(SubStreamState.CLOSED);
        }
        if (last != null) {
            closing.start(last, () -> state.ended().complete(null));
        } else {
            closing.afterwards(() -> state.ended().complete(null));
        }
    }

    // Failures of the client's own steps.

    @Override
    public void dropFaulty() {
        stopTimers();
        drain.stop();
        WireStream faulty = current;
        if (faulty != null) {
            faulty.cancel("a step of the client failed");
            current = null;
        }
        closing.abandon();
        isolation.abandon();
        completeAcked();
    }

    /** Completes the futures that a failed step has taken from the buffer. */
    private void completeAcked() {
        AckedFutures acked = buffer.acked();
        if (acked != null) {
            callbacks.durable(acked, List.of());
            buffer.ackedHandedOver();
        }
    }

    @Override
    public void detach() {
        drain.stop();
        current = null;
    }

    private void stopTimers() {
        silence.stop();
        pause.stop();
    }
}
