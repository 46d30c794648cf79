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

    private final RequestRing ring = new RequestRing(0);

    private void add(Request request) {
        ring.add(request, PayloadBatch.cost(request), PayloadBatch.recordCount(request), 0, null);
    }

    private static Payload sized(int size) {
        return Payload.proto(new byte[size]);
    }

    @Test
    void batchOfApplicationIsSentAlone() {
        add(sized(1));
        add(sized(1));
        add(PayloadBatch.of(Collections.nCopies(3, sized(1))));
        add(sized(1));
        BatchCutter cutter = new BatchCutter(
                ring, BatchingOptions.builder().maxRecords(256).maxSize(10_000).build());

        assertThat(cutter.cut(0, ring.tail()).endOffset()).isEqualTo(2);
        assertThat(cutter.cut(2, ring.tail())).satisfies(batch -> {
            assertThat(batch.endOffset()).isEqualTo(3);
            assertThat(batch.payloads().size()).isEqualTo(3);
        });
        assertThat(cutter.cut(3, ring.tail()).endOffset()).isEqualTo(4);
    }

    @Test
    void requestAboveSizeLimitIsSentAlone() {
        add(sized(20_000));
        add(sized(1));

        BatchCutter cutter = new BatchCutter(
                ring, BatchingOptions.builder().maxRecords(256).maxSize(10_000).build());

        assertThat(cutter.cut(0, ring.tail()).endOffset()).isEqualTo(1);
    }

    /** Compares the result with that of a linear search. */
    @RepeatedTest(50)
    void cutReturnsLongestBatchWithinLimits(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        BatchingOptions limits = BatchingOptions.builder()
                .maxRecords(1 + random.nextInt(300))
                .maxSize(1 + random.nextInt(100_000))
                .build();
        int requests = 1 + random.nextInt(500);
        for (int i = 0; i < requests; i++) {
            add(
                    random.nextInt(200) == 0
                            ? PayloadBatch.of(Collections.nCopies(2 + random.nextInt(3), sized(random.nextInt(9))))
                            : sized(random.nextInt(1_000)));
        }
        BatchCutter cutter = new BatchCutter(ring, limits);

        for (long start = 0; start < ring.tail(); ) {
            WireBatch batch = cutter.cut(start, ring.tail());

            assertThat(batch.endOffset()).isEqualTo(endOfLinearSearch(start, limits));
            assertThat(batch.size()).isEqualTo(ring.payloadSize(start, batch.endOffset()));
            cutter.recycle(batch);
            start = batch.endOffset();
        }
    }

    private long endOfLinearSearch(long start, BatchingOptions limits) {
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
