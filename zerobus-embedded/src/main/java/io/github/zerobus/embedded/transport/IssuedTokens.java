package io.github.zerobus.embedded.transport;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** The tokens that are valid, at most {@value #MAX}: the oldest one makes room for a new one. Thread-safe. */
final class IssuedTokens {

    static final int MAX = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    /** Tokens in order of issue and their expiry, as {@link System#nanoTime()}. Guarded by the lock. */
    private final Map<String, Long> expiries = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MAX;
        }
    };

    void add(String token, long lifetimeNanos) {
        lock.lock();
        try {
            expiries.put(token, System.nanoTime() + lifetimeNanos);
        } finally {
            lock.unlock();
        }
    }

    boolean isValid(String token) {
        lock.lock();
        try {
            Long expiry = expiries.get(token);
            return expiry != null && expiry - System.nanoTime() > 0;
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        lock.lock();
        try {
            expiries.clear();
        } finally {
            lock.unlock();
        }
    }
}
