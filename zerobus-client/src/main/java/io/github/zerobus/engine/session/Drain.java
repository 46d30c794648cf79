package io.github.zerobus.engine.session;

import io.github.zerobus.engine.buffer.InflightBuffer;
import io.github.zerobus.engine.buffer.SendQueue;
import io.github.zerobus.engine.buffer.WireBatch;
import io.github.zerobus.engine.time.LoopExecutor;
import io.github.zerobus.engine.time.Timers;
import io.github.zerobus.engine.wire.WireStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends the queued requests of a sub-stream while the transport is ready, and continues when it is ready again or with
 * the next admission. Owned by the serial executor. A single object serves all wake-ups, which can be as frequent as
 * records (benchmark P11).
 */
final class Drain implements Runnable {

    /** Messages that one run sends before it yields to other sub-streams on the same loop. */
    private static final int MESSAGES_PER_RUN = 16;

    private final InflightBuffer buffer;
    private final SendQueue queue;
    private final SilenceTimer silence;
    private final LoopExecutor loop;
    private final LoopExecutor.Guarded step;
    private final BatchDelay delay;
    private @Nullable WireStream target;
    private final SentBytes sentBytes;

    Drain(InflightBuffer buffer, SentBytes sentBytes, SilenceTimer silence, Timers timers, LoopExecutor loop) {
        this.buffer = buffer;
        this.queue = buffer.queue();
        this.sentBytes = sentBytes;
        this.silence = silence;
        this.loop = loop;
        this.step = loop.guarded(this);
        this.delay = new BatchDelay(queue, timers, loop, this);
    }

    /** Schedules a run. Safe on any thread. */
    void schedule() {
        loop.submit(step);
    }

    /** Sends everything unacked over a new physical stream, in order. */
    void start(WireStream stream) {
        target = stream;
        delay.cancel();
        buffer.requeueSent();
        if (queue.resumeDraining()) {
            run();
        }
    }

    /** Sends nothing from now on. */
    void stop() {
        target = null;
    }

    @Override
    public void run() {
        WireStream stream = target;
        if (stream == null) {
            queue.pauseDrain();
            return;
        }
        for (int sent = 0; sent < MESSAGES_PER_RUN; sent++) {
            if (!stream.isReady()) {
                watchPending();
                return;
            }
            if (delay.isPending()) {
                return;
            }
            WireBatch batch = queue.takeBatch();
            if (batch == null) {
                return;
            }
            send(stream, batch);
        }
        queue.pauseDrain();
        schedule();
    }

    private void send(WireStream stream, WireBatch batch) {
        sentBytes.count(batch);
        // Before the send, during which the ack may already arrive.
        silence.pending();
        boolean copied = stream.send(batch.endOffset(), batch.payloads(), batch.oldestAdmittedAt());
        delay.sent(batch);
        if (copied) {
            queue.recycle(batch);
        }
    }

    /** The silence timer also covers a server that does not read. */
    private void watchPending() {
        if (queue.resumeDraining()) {
            silence.pending();
        }
    }
}
