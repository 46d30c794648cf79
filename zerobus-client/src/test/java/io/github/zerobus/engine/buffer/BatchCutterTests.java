package io.github.zerobus.engine.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.BatchingOptions;
import io.github.zerobus.Payload;
import io.github.zerobus.Request;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class BatchCutterTests {

    private final RequestRing ring = new RequestRing();

    private void add(Request request) {
        ring.add(request, PayloadBatch.cost(request), PayloadBatch.recordCount(request), 0);
    }

    private static BatchingOptions batching(int maxRecords, long maxSize) {
        return BatchingOptions.builder().maxRecords(maxRecords).maxSize(maxSize).build();
    }

    private static Payload sized(int size) {
        return Payload.proto(new byte[size]);
    }

    @Test
    void batchOfTheApplicationTravelsAlone() {
        add(sized(1));
        add(sized(1));
        add(PayloadBatch.of(Collections.nCopies(3, sized(1))));
        add(sized(1));
        BatchCutter cutter = new BatchCutter(ring, batching(256, 10_000));

        assertThat(cutter.cut(0).endOffset()).isEqualTo(2);
        assertThat(cutter.cut(2)).satisfies(run -> {
            assertThat(run.endOffset()).isEqualTo(3);
            assertThat(run.payloads().size()).isEqualTo(3);
        });
        assertThat(cutter.cut(3).endOffset()).isEqualTo(4);
    }

    @Test
    void requestAboveTheLimitTravelsAlone() {
        add(sized(20_000));
        add(sized(1));

        BatchCutter cutter = new BatchCutter(ring, batching(256, 10_000));

        assertThat(cutter.cut(0).endOffset()).isEqualTo(1);
    }

    /** Against the plain search, one request after the other. */
    @RepeatedTest(50)
    void runIsTheLongestWithinTheLimits(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        BatchingOptions limits = batching(1 + random.nextInt(300), 1 + random.nextInt(100_000));
        int requests = 1 + random.nextInt(500);
        for (int i = 0; i < requests; i++) {
            add(
                    random.nextInt(200) == 0
                            ? PayloadBatch.of(Collections.nCopies(2 + random.nextInt(3), sized(random.nextInt(9))))
                            : sized(random.nextInt(1_000)));
        }
        BatchCutter cutter = new BatchCutter(ring, limits);

        for (long start = 0; start < ring.tail(); ) {
            WireBatch run = cutter.cut(start);

            assertThat(run.endOffset()).isEqualTo(endOfPlainSearch(start, limits));
            assertThat(run.size()).isEqualTo(ring.payloadSize(start, run.endOffset()));
            cutter.recycle(run);
            start = run.endOffset();
        }
    }

    private long endOfPlainSearch(long start, BatchingOptions limits) {
        long size = PayloadBatch.size(ring.request(start));
        long end = start + 1;
        if (ring.request(start) instanceof PayloadBatch) {
            return end;
        }
        while (end < ring.tail() && end - start < limits.maxRecords() && ring.request(end) instanceof Payload next) {
            size += next.size();
            if (BatchCutter.largestFrame(end + 1 - start, size) > limits.maxSize()) {
                break;
            }
            end++;
        }
        return end;
    }
}
