package io.github.zerobus.benchmarks.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Several threads that run the same work. */
final class Threads {

    private Threads() {}

    /** The work of each thread. */
    @FunctionalInterface
    interface Body {

        void run(int number) throws Exception;
    }

    /** Runs the threads and waits for all of them; the first failure ends the work. */
    static void run(int count, Body body) throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        for (Thread thread : start(count, body, failure)) {
            thread.join();
        }
        Throwable first = failure.get();
        if (first != null) {
            throw new IllegalStateException("a thread of the benchmark failed", first);
        }
    }

    private static List<Thread> start(int count, Body body, AtomicReference<Throwable> failure) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            Thread thread = new Thread(
                    () -> {
                        try {
                            body.run(number);
                        } catch (Throwable e) {
                            failure.compareAndSet(null, e);
                        }
                    },
                    "producer-" + number);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        return threads;
    }
}
