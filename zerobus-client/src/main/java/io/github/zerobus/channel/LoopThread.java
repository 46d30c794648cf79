package io.github.zerobus.channel;

import io.github.zerobus.engine.time.EngineThread;
import io.netty.util.concurrent.FastThreadLocalThread;

/** A thread of an event loop, with Netty's fast access to thread-local values. */
final class LoopThread extends FastThreadLocalThread implements EngineThread {

    LoopThread(Runnable task, String name) {
        super(task, name);
    }
}
