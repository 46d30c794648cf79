package io.github.zerobus.embedded;

import java.util.ArrayDeque;
import java.util.List;

/**
 * The retained rows of a table, or the retained messages of a stream, in order. Only the first ones are retained, up to
 * a number; the oldest of those are freed when the budget of the server requires it. Thread-safe.
 */
final class RetainedItems<T> implements Retention.Source {

    private final Retention retention;

    // Guarded by the lock of the retention.
    private ArrayDeque<Item<T>> items = new ArrayDeque<>();
    private long added;
    private long freed;
    private boolean ended;

    RetainedItems(Retention retention) {
        this.retention = retention;
    }

    private record Item<T>(T value, long age, long size) {}

    void add(T value, long size) {
        retention.locked(() -> {
            if (added < retention.maxItems()) {
                Item<T> item = new Item<>(value, retention.nextAge(), size);
                added++;
                items.add(item);
                if (items.size() == 1) {
                    retention.oldest(this, -1, item.age());
                }
                retention.added(size);
            }
            return added;
        });
    }

    List<T> values() {
        List<Item<T>> copy = retention.locked(() -> List.copyOf(items));
        return copy.stream().map(Item::value).toList();
    }

    /** Number of items that the budget has freed. */
    long freed() {
        return retention.locked(() -> freed);
    }

    /** Removes all items and starts to count again. */
    void clear() {
        retention.locked(() -> {
            removeAll();
            added = 0;
            freed = 0;
            return added;
        });
    }

    /** From now on, these items are freed before those that have not ended. */
    void end() {
        retention.locked(() -> {
            long oldest = oldestAge();
            retention.oldest(this, oldest, -1);
            ended = true;
            retention.oldest(this, -1, oldest);
            return oldest;
        });
    }

    /** Frees all items, and retains no others. */
    void drop() {
        retention.locked(() -> {
            freed += items.size();
            removeAll();
            added = retention.maxItems();
            return freed;
        });
    }

    // With the lock held.

    @Override
    public boolean isEnded() {
        return ended;
    }

    @Override
    public void freeOldest() {
        Item<T> oldest = items.remove();
        freed++;
        retention.removed(oldest.size());
        retention.oldest(this, oldest.age(), oldestAge());
    }

    private void removeAll() {
        retention.oldest(this, oldestAge(), -1);
        items.forEach(item -> retention.removed(item.size()));
        // Replaced, since a cleared deque keeps its capacity.
        items = new ArrayDeque<>();
    }

    private long oldestAge() {
        Item<T> oldest = items.peek();
        return oldest == null ? -1 : oldest.age();
    }
}
