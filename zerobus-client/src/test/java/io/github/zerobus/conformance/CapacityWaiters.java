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

/** Threads that wait for capacity in a full stream, and the failures that end their wait. */
final class CapacityWaiters {

    private final List<Thread> threads = new ArrayList<>();
    private final Queue<ZerobusException> failures = new ConcurrentLinkedQueue<>();

    /** Starts the threads and returns when all of them wait. */
    CapacityWaiters(MultiplexedStream stream, int count) {
        for (int i = 0; i < count; i++) {
            int number = i;
            Thread thread = new Thread(() -> wait(stream, number), "capacity-waiter-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        threads.forEach(CapacityWaiters::awaitWaiting);
    }

    private void wait(MultiplexedStream stream, int number) {
        try {
            stream.ingest(record("waiter-" + number));
        } catch (ZerobusException e) {
            failures.add(e);
        }
    }

    /** Returns when the thread waits for capacity. */
    static void awaitWaiting(Thread thread) {
        Awaitility.await()
                .until(() -> thread.getState() == Thread.State.TIMED_WAITING
                        && List.of(thread.getStackTrace()).stream()
                                .anyMatch(frame -> frame.getClassName().startsWith("io.github.zerobus.engine.mux.")));
    }

    /** Returns the failure of each thread. All threads must end well before {@code max-block} expires. */
    List<ZerobusException> awaitFailures() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> threads.stream().noneMatch(Thread::isAlive));
        assertThat(failures).hasSameSizeAs(threads);
        return List.copyOf(failures);
    }
}
