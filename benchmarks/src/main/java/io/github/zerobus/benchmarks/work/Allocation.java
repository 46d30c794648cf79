package io.github.zerobus.benchmarks.work;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/** Bytes that the JVM's threads allocate from now on, from the JVM's per-thread counters. */
final class Allocation {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Map<Long, Long> start = current();

    /** Bytes of all threads that existed at the start and are still alive: loops, timers, callbacks. */
    long byOthers() {
        long bytes = 0;
        for (Map.Entry<Long, Long> thread : current().entrySet()) {
            Long before = start.get(thread.getKey());
            if (before != null && thread.getKey() != Thread.currentThread().getId()) {
                bytes += thread.getValue() - before;
            }
        }
        return bytes;
    }

    /** Bytes of the current thread so far. A thread must call this before it ends. */
    static long byThisThread() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    private static Map<Long, Long> current() {
        long[] ids = THREADS.getAllThreadIds();
        long[] bytes = THREADS.getThreadAllocatedBytes(ids);
        Map<Long, Long> byThread = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            byThread.put(ids[i], bytes[i]);
        }
        return byThread;
    }
}
