package io.github.zerobus.engine.session;

import io.github.zerobus.engine.buffer.InflightBuffer;
import io.github.zerobus.engine.buffer.WireRun;
import io.github.zerobus.engine.time.Timers;
import io.github.zerobus.engine.wire.GrpcConnection;
import io.github.zerobus.engine.wire.RequestFrame;
import io.github.zerobus.engine.wire.WireLedger;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Sends what a sub-stream has queued while the transport takes it, and goes on when the transport is ready again or with
 * the next admission. Owned by the serial executor.
 */
final class Drain implements Runnable {

    /** Wire messages that one drain sends before others on the same loop get their turn. */
    private static final int MESSAGES_PER_DRAIN = 16;

    private final InflightBuffer buffer;
    private final SilenceTimer silence;
    private final Executor loop;
    private final Gathering gathering;
    private WireLedger ledger = new WireLedger();
    private @Nullable GrpcConnection connection;
    /** Written by the serial executor only. */
    private volatile long sentBytes;

    Drain(InflightBuffer buffer, SilenceTimer silence, Timers timers, Executor loop) {
        this.buffer = buffer;
        this.silence = silence;
        this.loop = loop;
        this.gathering = new Gathering(buffer, timers, loop, this);
    }

    /** What the present physical stream, or the last one, was sent. */
    WireLedger ledger() {
        return ledger;
    }

    /** Bytes that were ever sent, resent ones included; on any thread. */
    long sentBytes() {
        return sentBytes;
    }

    /** A new physical stream is open: everything unacked goes over it, in order. */
    void start(GrpcConnection to) {
        connection = to;
        gathering.stop();
        ledger = new WireLedger();
        buffer.requeueSent();
        if (buffer.resumeDraining()) {
            run();
        }
    }

    /** Nothing leaves from now on. */
    void stop() {
        connection = null;
    }

    /** Sends now, on the serial executor. */
    @Override
    public void run() {
        GrpcConnection current = connection;
        if (current == null) {
            buffer.pauseDrain();
            return;
        }
        for (int sent = 0; sent < MESSAGES_PER_DRAIN; sent++) {
            if (!current.isReady()) {
                watchPending();
                return;
            }
            if (gathering.isUnderWay()) {
                return;
            }
            WireRun run = buffer.takeRun();
            if (run == null) {
                return;
            }
            send(current, run);
        }
        buffer.pauseDrain();
        loop.execute(this);
    }

    private void send(GrpcConnection current, WireRun run) {
        RequestFrame frame = RequestFrame.ingest(
                ledger.sent(run.endOffset(), run.records(), run.oldestAdmittedAt()), run.payloads());
        addSentBytes(run.size());
        // Before it is sent: its ack may come while that goes on.
        silence.pending();
        current.send(frame);
        gathering.sent(run);
        if (frame.isDrained()) {
            buffer.recycle(run);
        }
    }

    /** A server that reads nothing is as silent as one that acks nothing. */
    private void watchPending() {
        if (buffer.resumeDraining()) {
            silence.pending();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only the serial executor writes
    private void addSentBytes(long bytes) {
        sentBytes += bytes;
    }
}
