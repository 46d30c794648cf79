package io.github.zerobus.engine.time;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** A thread of the engine: daemon, named after its role, and known as a place where nothing may wait. */
public final class ZerobusThread extends FastThreadLocalThread {

    private ZerobusThread(Runnable task, String name) {
        super(task, name);
        setDaemon(true);
    }

    public static ThreadFactory factory(String prefix) {
        AtomicInteger counter = new AtomicInteger();
        return task -> new ZerobusThread(task, prefix + "-" + counter.incrementAndGet());
    }
}
