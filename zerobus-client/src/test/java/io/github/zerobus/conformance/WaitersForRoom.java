package io.github.zerobus.conformance;

import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.ZerobusException;
import io.github.zerobus.stream.MultiplexedStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;

/** Threads that wait for room in a full stream, and what ends their wait. */
final class WaitersForRoom {

    private final List<Thread> threads = new ArrayList<>();
    private final Queue<ZerobusException> failures = new ConcurrentLinkedQueue<>();

    /** Returns when all of them wait. */
    WaitersForRoom(MultiplexedStream stream, int count) {
        for (int i = 0; i < count; i++) {
            int number = i;
            Thread thread = new Thread(() -> wait(stream, number), "waits-for-room-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        threads.forEach(WaitersForRoom::awaitWaiting);
    }

    private void wait(MultiplexedStream stream, int number) {
        try {
            stream.ingest(record("waiter-" + number));
        } catch (ZerobusException e) {
            failures.add(e);
        }
    }

    /** Waits until a thread waits for room. */
    static void awaitWaiting(Thread thread) {
        Awaitility.await()
                .until(() -> thread.getState() == Thread.State.TIMED_WAITING
                        && List.of(thread.getStackTrace()).stream()
                                .anyMatch(frame -> frame.getClassName().startsWith("io.github.zerobus.engine.mux.")));
    }

    /** What each of them was woken with; well before the time ends that they would have waited. */
    List<ZerobusException> awaitFailures() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> threads.stream().noneMatch(Thread::isAlive));
        assertThat(failures).hasSameSizeAs(threads);
        return List.copyOf(failures);
    }
}
