package io.github.zerobus.engine.session;

import io.github.zerobus.engine.buffer.InflightBuffer;
import io.github.zerobus.engine.buffer.WireRun;
import io.github.zerobus.engine.time.LoopExecutor;
import io.github.zerobus.engine.time.Timers;
import java.util.concurrent.Executor;

/**
 * The pause between messages while records come in quick succession: behind a message that carried several of them the
 * next one gathers more for a moment, unless it is half full already. Without it a producer that is slower than the
 * transport has every few records sent in a message of their own, at twice the CPU on both sides (benchmark P11). A
 * record that comes alone never waits (benchmark P9). Owned by the serial executor.
 */
final class Gathering {

    /** Less than a round trip in any network, and several times what it takes to send a message. */
    private static final long PAUSE_NANOS = 50_000;

    private final InflightBuffer buffer;
    private final Timers timers;
    private final Executor loop;
    private final Runnable drain;

    /** Whether the last message carried several records, and when it left. */
    private boolean crowded;

    private long sentAt;
    private boolean scheduled;

    Gathering(InflightBuffer buffer, Timers timers, Executor loop, Runnable drain) {
        this.buffer = buffer;
        this.timers = timers;
        this.loop = loop;
        this.drain = drain;
    }

    void sent(WireRun run) {
        crowded = run.isGathered();
        if (crowded) {
            sentAt = timers.nanoTime();
        }
    }

    /** Whether the next message has to wait; if so, a drain comes in time. */
    boolean isUnderWay() {
        if (!crowded) {
            return false;
        }
        long left = sentAt + PAUSE_NANOS - timers.nanoTime();
        if (left <= 0 || buffer.hasHalfMessage()) {
            return false;
        }
        if (!scheduled) {
            scheduled = true;
            LoopExecutor.executeAfter(left, timers, loop, this::end);
        }
        return true;
    }

    /** The next message leaves at once. */
    void stop() {
        crowded = false;
    }

    private void end() {
        scheduled = false;
        crowded = false;
        drain.run();
    }
}
