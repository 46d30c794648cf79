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

/** A listener may be slower than the acks for as long as it likes. */
@Timeout(60)
class SlowListenerTests {

    private static final int RECORDS = 5_000;

    @Test
    void listenerThatFallsBehindHearsOfEachRequestOnceInFewerRanges() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        List<DurableRange> heard = Collections.synchronizedList(new ArrayList<>());
        StreamListener slow = new StreamListener() {
            @Override
            public void onDurable(DurableRange range) {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                heard.add(range);
            }
        };
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            MultiplexedStream stream =
                    TestStreams.open(server, TestStreams.options(1).batching(batching -> batching.maxRecords(1)), slow);
            for (int i = 0; i < RECORDS - 1; i++) {
                stream.ingest(record(i));
            }
            assertThat(stream.flush().complete()).isTrue();
            // With this ack the news of all before it is on its way; a flush may end a little earlier.
            stream.await(stream.ingest(record("last")));
            release.countDown();
            stream.close();
        }
        // One that was on its way when the backlog was full, and the last one.
        assertThat(heard).hasSizeLessThanOrEqualTo(RangeBacklog.LIMIT + 2);
        long next = 0;
        int records = 0;
        for (DurableRange range : heard) {
            assertThat(range.first()).isEqualTo(EngineAccess.messageId(0, next));
            next = range.last().offset() + 1;
            records += range.records();
        }
        assertThat(next).isEqualTo(RECORDS);
        assertThat(records).isEqualTo(RECORDS);
    }
}
