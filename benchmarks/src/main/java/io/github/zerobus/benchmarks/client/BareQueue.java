package io.github.zerobus.benchmarks.client;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Requests in flight in a ring without a lock: producers claim offsets, the event loop reads and pops. */
final class BareQueue {

    private final int limit;
    private final int mask;
    private final AtomicReferenceArray<@Nullable Object> ring;
    private final AtomicLong tail = new AtomicLong();
    private volatile long acked;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private volatile boolean roomWanted;

    private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();

    private record Waiter(long offset, Thread thread) {}

    BareQueue(int limit) {
        this.limit = limit;
        int capacity = Integer.highestOneBit(Math.max(2, limit) - 1) * 2;
        this.mask = capacity - 1;
        this.ring = new AtomicReferenceArray<>(capacity);
    }

    long add(Object request) throws InterruptedException {
        while (true) {
            long offset = tail.get();
            if (offset - acked >= limit) {
                awaitRoom();
            } else if (tail.compareAndSet(offset, offset + 1)) {
                ring.setRelease((int) offset & mask, request);
                return offset;
            }
        }
    }

    private void awaitRoom() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            roomWanted = true;
            while (tail.get() - acked >= limit) {
                room.await();
                roomWanted = true;
            }
        } finally {
            lock.unlock();
        }
    }

    /** The request of an offset, if it is there. Event loop only. */
    @Nullable
    Object request(long offset) {
        return ring.get((int) offset & mask);
    }

    /** Pops everything up to an offset. Event loop only. */
    void ackedUpTo(long offset) {
        for (long next = acked; next <= offset; next++) {
            ring.setRelease((int) next & mask, null);
        }
        acked = offset + 1;
        if (roomWanted) {
            lock.lock();
            try {
                roomWanted = false;
                room.signalAll();
            } finally {
                lock.unlock();
            }
        }
        wakeWaiters();
    }

    private void wakeWaiters() {
        if (!waiters.isEmpty()) {
            waiters.removeIf(waiter -> {
                boolean durable = waiter.offset < acked;
                if (durable) {
                    LockSupport.unpark(waiter.thread);
                }
                return durable;
            });
        }
    }

    void await(long offset) {
        if (offset < acked) {
            return;
        }
        waiters.add(new Waiter(offset, Thread.currentThread()));
        while (offset >= acked) {
            LockSupport.park(this);
        }
    }

    void awaitAll() {
        await(tail.get() - 1);
    }
}
