package io.github.zerobus.faults;

import io.github.zerobus.DurableRange;
import io.github.zerobus.EngineAccess;
import io.github.zerobus.MessageId;
import io.github.zerobus.StreamListener;
import io.github.zerobus.ZerobusException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Records the notifications of each request and the number of waits for capacity. Thread-safe. */
final class RecordingListener implements StreamListener {

    final Queue<MessageId> durable = new ConcurrentLinkedQueue<>();
    final Queue<MessageId> unacked = new ConcurrentLinkedQueue<>();
    final AtomicInteger waits = new AtomicInteger();

    @Override
    public void onDurable(DurableRange range) {
        for (long offset = range.first().offset(); offset <= range.last().offset(); offset++) {
            durable.add(EngineAccess.messageId(range.first().subStream(), offset));
        }
    }

    @Override
    public void onUnacked(MessageId id, ZerobusException cause) {
        unacked.add(id);
    }

    @Override
    public void onBackpressure(int subStream, Duration waited) {
        waits.incrementAndGet();
    }
}
