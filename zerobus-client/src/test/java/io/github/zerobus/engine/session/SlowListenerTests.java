package io.github.zerobus.engine.session;

import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.DurableRange;
import io.github.zerobus.EngineAccess;
import io.github.zerobus.StreamListener;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.TestStreams;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A listener that is slower than the acks. */
@Timeout(60)
class SlowListenerTests {

    private static final int RECORDS = 5_000;

    @Test
    void slowListenerReceivesEachRequestOnceInMergedRanges() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        List<DurableRange> received = Collections.synchronizedList(new ArrayList<>());
        StreamListener slow = new StreamListener() {
            @Override
            public void onDurable(DurableRange range) {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                received.add(range);
            }
        };
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            MultiplexedStream stream =
                    TestStreams.open(server, TestStreams.options(1).batching(batching -> batching.maxRecords(1)), slow);
            for (int i = 0; i < RECORDS - 1; i++) {
                stream.ingest(record(i));
            }
            assertThat(stream.flush().complete()).isTrue();
            // After this ack all earlier ranges are dispatched; a flush may return slightly before.
            stream.await(stream.ingest(record("last")));
            release.countDown();
            stream.close();
        }
        // Besides the backlog: the range in delivery when it filled up, and the last one.
        assertThat(received).hasSizeLessThanOrEqualTo(RangeBacklog.LIMIT + 2);
        long next = 0;
        int records = 0;
        for (DurableRange range : received) {
            assertThat(range.first()).isEqualTo(EngineAccess.messageId(0, next));
            next = range.last().offset() + 1;
            records += range.records();
        }
        assertThat(next).isEqualTo(RECORDS);
        assertThat(records).isEqualTo(RECORDS);
    }
}
