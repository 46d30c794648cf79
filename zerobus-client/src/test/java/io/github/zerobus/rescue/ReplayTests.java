package io.github.zerobus.rescue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zerobus.RescueStore;
import io.github.zerobus.StoredRequest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTests {

    private static final int REQUESTS = 5_000;

    private final Sent sent = new Sent();

    @TempDir
    Path directory;

    /** A table that fails after a number of flushes. */
    private static final class Sent implements RescueReplay.Target {
        private final List<StoredRequest> requests = new ArrayList<>();
        private int flushesLeft = Integer.MAX_VALUE;

        @Override
        public void send(StoredRequest request) {
            requests.add(request);
        }

        @Override
        public void flush() {
            if (flushesLeft-- == 0) {
                throw new IllegalStateException("the service is away");
            }
        }

        List<Long> offsets(int subStream) {
            return requests.stream()
                    .filter(stored -> stored.request().subStream() == subStream)
                    .map(stored -> stored.request().offset())
                    .toList();
        }
    }

    @BeforeEach
    void fill() {
        try (FileRescueStore store = FileRescueStore.builder(directory).build()) {
            store.open(new FileRescueStoreTests.Events());
            for (int i = 0; i < REQUESTS; i++) {
                store.append(FileRescueStoreTests.request(i % 2, i, 10));
            }
        }
    }

    private List<RescueReplay.Progress> replay() {
        List<RescueReplay.Progress> steps = new ArrayList<>();
        try (FileRescueStore store = FileRescueStore.builder(directory).build()) {
            RescueStore.Found found = store.open(new FileRescueStoreTests.Events());
            RescueReplay.run(store, found, sent, steps::add);
        }
        return steps;
    }

    @Test
    void everythingIsSentOnceInOrderAndRemoved() {
        List<RescueReplay.Progress> steps = replay();

        assertThat(sent.requests).hasSize(REQUESTS);
        assertThat(sent.offsets(0)).isSorted().doesNotHaveDuplicates();
        assertThat(sent.offsets(1)).isSorted().doesNotHaveDuplicates();
        assertThat(steps.get(steps.size() - 1))
                .isEqualTo(new RescueReplay.Progress(REQUESTS, REQUESTS, REQUESTS, REQUESTS * 10L));
        assertThat(replay()).isEmpty();
    }

    @Test
    void replayThatFailsContinuesLater() {
        sent.flushesLeft = 2;
        assertThatThrownBy(this::replay).hasMessage("the service is away");
        assertThat(sent.requests).hasSize(2_500);
        sent.flushesLeft = Integer.MAX_VALUE;

        replay();

        // Of the third window, nothing was known to be durable.
        assertThat(sent.requests).hasSize(REQUESTS + 500);
        assertThat(sent.requests.stream()
                        .map(stored -> stored.request().offset())
                        .distinct())
                .hasSize(REQUESTS);
    }

    @Test
    void progressBarShowsShareAndTimeLeft() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        AtomicLong clock = new AtomicLong();
        ProgressBar bar = new ProgressBar(new PrintStream(text, true, StandardCharsets.UTF_8), clock::get);
        clock.set(30_000_000_000L);
        bar.show(25, 100, 1_250, 3_000_000);
        bar.show(100, 100, 5_000, 12_000_000);

        assertThat(text.toString(StandardCharsets.UTF_8))
                .contains("[#######-----------------------]  25 %  1,250 records  3 MB  1:30 left")
                .contains("100 %  5,000 records  12 MB  0:00 left")
                .endsWith(System.lineSeparator());
    }
}
