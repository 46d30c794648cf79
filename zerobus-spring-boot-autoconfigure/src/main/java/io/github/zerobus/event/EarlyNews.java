package io.github.zerobus.event;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what streams tell while beans are still being made: looking for listeners then, on another thread, would get in
 * the way of that. Told later in the same order, on a thread of its own that neither the start nor a stream waits for.
 */
final class EarlyNews {

    private static final Logger log = LoggerFactory.getLogger(EarlyNews.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Runnable> kept = new ArrayDeque<>();
    /** Set under the lock, when nothing is kept any more, so that no news overtakes another. */
    private volatile boolean over;

    /** Tells at once, or keeps it for later. */
    void tell(Runnable news) {
        if (over || !keep(news)) {
            news.run();
        }
    }

    private boolean keep(Runnable news) {
        lock.lock();
        try {
            return !over && kept.add(news);
        } finally {
            lock.unlock();
        }
    }

    /** All listeners are there. */
    void end() {
        Runnable first = next();
        if (first != null) {
            Thread thread = new Thread(() -> tellKept(first), "zerobus-early-news");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void tellKept(Runnable first) {
        for (Runnable news = first; news != null; news = next()) {
            try {
                news.run();
            } catch (Throwable e) {
                log.warn("A listener threw", e);
            }
        }
    }

    private @Nullable Runnable next() {
        lock.lock();
        try {
            Runnable next = kept.poll();
            over = next == null;
            return next;
        } finally {
            lock.unlock();
        }
    }
}
