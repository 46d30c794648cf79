package io.github.zerobus.benchmarks.server;

import io.github.zerobus.proto.EphemeralStreamResponse;
import io.github.zerobus.proto.IngestRecordResponse;
import io.grpc.ServerCall;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** Decides when a stream's messages are acked. On its event loop only, timers too. */
final class AckPlan {

    private final ServerCall<?, EphemeralStreamResponse> call;
    private final EventLoop loop;
    private final ServerOptions.Ack mode;
    private final long nanos;
    /** When each message is due, for acks that follow each message after a delay. */
    private final Deque<Long> due = new ArrayDeque<>();

    private long lastReceived = -1;
    private long lastAcked = -1;
    private boolean timerRuns;
    private boolean ended;

    AckPlan(ServerCall<?, EphemeralStreamResponse> call, EventLoop loop, ServerOptions options) {
        this.call = call;
        this.loop = loop;
        this.mode = options.ack();
        this.nanos = TimeUnit.MILLISECONDS.toNanos(options.ackMillis());
    }

    /** Records that another message with the next wire offset was received. */
    void received() {
        lastReceived++;
        switch (mode) {
            case AT_ONCE -> ack(lastReceived);
            case INTERVAL -> startTimer(nanos);
            case DELAY -> {
                due.add(System.nanoTime() + nanos);
                startTimer(nanos);
            }
            case NEVER -> {
                // Never acked.
            }
        }
    }

    void end() {
        ended = true;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a failure of the timer cannot be handled here
    private void startTimer(long delay) {
        if (!timerRuns) {
            timerRuns = true;
            loop.schedule(this::onTimer, delay, TimeUnit.NANOSECONDS);
        }
    }

    private void onTimer() {
        timerRuns = false;
        if (ended) {
            return;
        }
        if (mode == ServerOptions.Ack.INTERVAL) {
            ack(lastReceived);
            return;
        }
        long now = System.nanoTime();
        long acked = lastAcked;
        for (Long next = due.peek(); next != null && next - now <= 0; next = due.peek()) {
            due.remove();
            acked++;
        }
        if (acked > lastAcked) {
            ack(acked);
        }
        Long next = due.peek();
        if (next != null) {
            startTimer(next - System.nanoTime());
        }
    }

    private void ack(long offset) {
        lastAcked = offset;
        call.sendMessage(EphemeralStreamResponse.newBuilder()
                .setIngestRecordResponse(IngestRecordResponse.newBuilder().setDurabilityAckUpToOffset(offset))
                .build());
    }
}
