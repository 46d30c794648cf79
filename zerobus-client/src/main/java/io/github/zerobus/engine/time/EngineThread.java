package io.github.zerobus.engine.time;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** Marks threads of the engine, which must not block on acks. */
public interface EngineThread {

    /** Creates daemon threads, numbered from 1, for timers and workers. */
    static ThreadFactory factory(String prefix) {
        return factory(prefix, PlainThread::new);
    }

    /** Creates daemon threads of another class, numbered from 1. */
    static <T extends Thread & EngineThread> ThreadFactory factory(
            String prefix, BiFunction<Runnable, String, T> constructor) {
        AtomicInteger counter = new AtomicInteger();
        return task -> {
            Thread thread = constructor.apply(task, prefix + "-" + counter.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** A thread without anything special. */
    final class PlainThread extends Thread implements EngineThread {

        private PlainThread(Runnable task, String name) {
            super(task, name);
        }
    }
}
