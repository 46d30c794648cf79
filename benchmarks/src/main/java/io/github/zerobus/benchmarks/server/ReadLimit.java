package io.github.zerobus.benchmarks.server;

import io.grpc.ServerCall;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;

/** Limits the read rate of a stream. Unread data fills the HTTP/2 window, as it does with the service. */
final class ReadLimit {

    /** Backlog that reading may catch up with, so that late timers do not lower the rate. */
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

    /** Requests the next message after the time that this many records take at the limit. */
    @SuppressWarnings("FutureReturnValueIgnored") // a failure of the timer cannot be handled here
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
