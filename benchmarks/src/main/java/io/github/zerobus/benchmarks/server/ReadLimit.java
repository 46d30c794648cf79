package io.github.zerobus.benchmarks.server;

import io.grpc.ServerCall;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;

/** Reads no faster than a stream may write; what is not read fills the HTTP/2 window, as it would at the service. */
final class ReadLimit {

    /** How far reading may lag behind and catch up, so that late timers do not lower the rate. */
    private static final long SLACK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final ServerCall<?, ?> call;
    private final EventLoop loop;
    private final long nanosPerRecord;
    private long nextRead = System.nanoTime();

    ReadLimit(ServerCall<?, ?> call, EventLoop loop, int recordsPerSecond) {
        this.call = call;
        this.loop = loop;
        this.nanosPerRecord = recordsPerSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / recordsPerSecond;
    }

    void start() {
        call.request(nanosPerRecord == 0 ? Integer.MAX_VALUE : 1);
    }

    /** Asks for the next message, when this many records have had their time. */
    @SuppressWarnings("FutureReturnValueIgnored") // a timer that fails could tell nobody
    void read(int records) {
        if (nanosPerRecord == 0) {
            return;
        }
        long now = System.nanoTime();
        nextRead = Math.max(nextRead, now - SLACK_NANOS) + records * nanosPerRecord;
        if (nextRead <= now) {
            call.request(1);
        } else {
            loop.schedule(() -> call.request(1), nextRead - now, TimeUnit.NANOSECONDS);
        }
    }
}
