package io.github.zerobus.benchmarks.work;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/** What the JVM's threads allocate from now on, by their own counters. */
final class Allocation {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Map<Long, Long> start = current();

    /** Bytes of all threads that lived before and still do: loops, timers, callbacks. */
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

    /** Bytes of this thread so far. A thread that ends must ask for itself. */
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
