package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.keys;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zerobus.BadRecordAction;
import io.github.zerobus.DeadLetter;
import io.github.zerobus.DeadLetterHandler;
import io.github.zerobus.ErrorKind;
import io.github.zerobus.InvalidRecordException;
import io.github.zerobus.MessageId;
import io.github.zerobus.Payload;
import io.github.zerobus.Routing;
import io.github.zerobus.SendOptions;
import io.github.zerobus.SendResult;
import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamOptionsBuilder;
import io.github.zerobus.StreamState;
import io.github.zerobus.embedded.StatusCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One bad record costs one record: the sub-stream finds it, gives it away and continues. */
@Timeout(60)
class IsolationTests {

    private final Simulation simulation = new Simulation();
    private final List<DeadLetter> letters = new ArrayList<>();
    private final List<MessageId> refused = new ArrayList<>();

    @AfterEach
    void close() {
        simulation.close();
    }

    private static StreamOptionsBuilder isolating(int subStreams) {
        return Simulation.options(subStreams)
                .poisonDrainTimeout(Duration.ofSeconds(1))
                .failures(f -> f.badRecords(BadRecordAction.ISOLATE));
    }

    private MultiplexedStream open(StreamOptionsBuilder options) {
        return open(options, letters::add);
    }

    private MultiplexedStream open(StreamOptionsBuilder options, DeadLetterHandler handler) {
        return simulation.open(
                options,
                builder -> builder.deadLetterHandler(handler).listener(new StreamListener() {
                    @Override
                    public void onRefused(MessageId id, InvalidRecordException reason) {
                        refused.add(id);
                    }
                }));
    }

    /** A payload that the service refuses. */
    private static Payload bad() {
        return Payload.wellFormedJson("{\"key\":".getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> names(IntStream numbers) {
        return numbers.mapToObj(String::valueOf).toList();
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 1", "1, 0, 256", "2, 1, 1", "100, 37, 1", "100, 99, 256", "1000, 500, 256", "1000, 0, 7"})
    void badRecordIsRefusedAloneAndTheOthersKeepTheirOrder(int count, int culprit, int maxRecords) {
        MultiplexedStream stream = open(isolating(1).batching(b -> b.maxRecords(maxRecords)));
        List<CompletableFuture<SendResult>> futures = IntStream.range(0, count)
                .mapToObj(i -> stream.ingestAsync(i == culprit ? bad() : record(i)))
                .toList();

        assertThat(stream.flush().complete()).isTrue();

        assertThat(keys(simulation.server))
                .containsExactlyElementsOf(names(IntStream.range(0, count).filter(i -> i != culprit)));
        assertThat(letters).hasSize(1);
        simulation.time.until(() -> !refused.isEmpty());
        assertThat(refused).containsExactly(letters.get(0).id());
        assertThat(letters.get(0).payloads()).hasSize(1);
        simulation.time.until(futures.get(culprit)::isDone);
        assertThat(futures.get(culprit)).isCompletedExceptionally();
        assertThatThrownBy(futures.get(culprit)::join).hasCauseInstanceOf(InvalidRecordException.class);
        assertThat(futures.stream().filter(CompletableFuture::isCompletedExceptionally))
                .hasSize(1);
        assertThat(stream.isDurable(letters.get(0).id())).isFalse();
        assertThatThrownBy(() -> stream.await(letters.get(0).id())).isInstanceOf(InvalidRecordException.class);
        assertThat(stream.snapshot().refusedRecords()).isEqualTo(1);
        assertThat(stream.snapshot().unackedRecords()).isZero();
        assertThat(stream.snapshot().state()).isEqualTo(StreamState.OPEN);
        // The first one, one for each refusal, and one after the culprit.
        int log2 = 32 - Integer.numberOfLeadingZeros(count);
        assertThat(simulation.table().openedStreams() - 1).isLessThanOrEqualTo(log2 + 2);
    }

    @Test
    void otherSubStreamsContinueWhileOneIsolates() {
        simulation.faultsOf(0).createAfter(Duration.ofSeconds(10));
        MultiplexedStream stream = open(isolating(2).batching(b -> b.maxRecords(1)));
        for (int i = 0; i < 20; i++) {
            stream.ingest(i == 4 ? bad() : record(i));
        }
        simulation.time.pass(Duration.ofSeconds(5));
        assertThat(keys(simulation.server))
                .containsAll(names(IntStream.range(0, 20).filter(i -> i % 2 == 1)));

        assertThat(stream.flush().complete()).isTrue();
        assertThat(letters).hasSize(1);
    }

    @Test
    void batchOfTheApplicationCountsAsOneRecord() {
        MultiplexedStream stream = open(isolating(1));
        stream.ingest(record(0));
        MessageId batch = stream.ingestBatch(List.of(record(1), bad(), record(2)));
        stream.ingest(record(3));

        assertThat(stream.flush().complete()).isTrue();

        assertThat(keys(simulation.server)).containsExactly("0", "3");
        assertThat(letters).singleElement().satisfies(letter -> {
            assertThat(letter.id()).isEqualTo(batch);
            assertThat(letter.payloads()).hasSize(3);
            assertThat(letter.reason().kind()).isEqualTo(ErrorKind.INVALID_DATA);
            assertThat(letter.attempts()).isPositive();
            assertThat(letter.toString()).doesNotContain("key");
        });
        assertThat(stream.snapshot().refusedRecords()).isEqualTo(3);
    }

    @Test
    void deadLetterHasTheKeyAndKeysKeepTheirOrder() {
        MultiplexedStream stream = open(isolating(4).routing(Routing.KEYED));
        for (int i = 0; i < 400; i++) {
            stream.ingest(i == 200 ? bad() : record(i), SendOptions.key("k" + i % 10));
        }

        assertThat(stream.flush().complete()).isTrue();

        assertThat(letters.get(0).key()).contains("k0");
        List<String> all = keys(simulation.server);
        assertThat(all).hasSize(399);
        for (int key = 0; key < 10; key++) {
            int own = key;
            assertThat(all.stream().map(Integer::valueOf).filter(i -> i % 10 == own))
                    .isSorted();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void severalBadRecordsAreRefusedOneAfterTheOther(long seed) {
        Random random = new Random(seed);
        simulation.faults().everyStream().ackBetween(Duration.ZERO, Duration.ofMillis(50), seed);
        MultiplexedStream stream =
                open(isolating(1 + random.nextInt(4)).batching(b -> b.maxRecords(1 + random.nextInt(300))));
        List<Integer> positions =
                new ArrayList<>(IntStream.range(0, 50).map(i -> 20 * i).boxed().toList());
        Collections.shuffle(positions, random);
        List<Integer> bad = positions.subList(0, 7);
        for (int i = 0; i < 1_000; i++) {
            stream.ingest(bad.contains(i) ? bad() : record(i));
        }

        assertThat(stream.flush().complete()).isTrue();

        assertThat(letters).hasSize(7);
        assertThat(keys(simulation.server))
                .containsExactlyInAnyOrderElementsOf(
                        names(IntStream.range(0, 1_000).filter(i -> !bad.contains(i))));
        assertThat(stream.snapshot().refusedRecords()).isEqualTo(7);
    }

    @Test
    void twoBadRecordsWithoutAGoodOneBetweenThemPoison() {
        MultiplexedStream stream = open(isolating(1));
        stream.ingest(record(0));
        stream.ingest(bad());
        stream.ingest(bad());
        stream.ingest(record(1));

        simulation.time.until(() -> stream.snapshot().state() == StreamState.POISONED);

        assertThat(stream.snapshot().poison()).hasMessageContaining("no record between");
        assertThat(letters).hasSize(1);
        assertThat(stream.unackedRecords()).hasSize(2);
    }

    @Test
    void moreBadRecordsThanAllowedPerMinutePoison() {
        MultiplexedStream stream = open(
                isolating(1).failures(f -> f.badRecords(BadRecordAction.ISOLATE).maxBadRecordsPerMinute(2)));
        for (int i = 0; i < 3; i++) {
            stream.ingest(record(i));
            stream.ingest(bad());
        }

        simulation.time.until(() -> stream.snapshot().state() == StreamState.POISONED);

        assertThat(stream.snapshot().poison()).hasMessageContaining("bad-records.max-per-minute");
        assertThat(letters).hasSize(2);
        assertThat(stream.unackedRecords()).hasSize(1);
    }

    @Test
    void limitOfBadRecordsCountsTheLastMinuteOnly() {
        MultiplexedStream stream = open(
                isolating(1).failures(f -> f.badRecords(BadRecordAction.ISOLATE).maxBadRecordsPerMinute(1)));
        for (int i = 0; i < 5; i++) {
            stream.ingest(record(i));
            stream.ingest(bad());
            assertThat(stream.flush().complete()).isTrue();
            simulation.time.pass(Duration.ofSeconds(61));
        }
        assertThat(letters).hasSize(5);
    }

    @Test
    void recordStaysOwnedAndPoisonsIfTheHandlerThrows() {
        MultiplexedStream stream = open(isolating(1), letter -> {
            throw new java.io.IOException("disk full");
        });
        stream.ingest(record(0));
        MessageId id = stream.ingest(bad());

        simulation.time.until(() -> stream.snapshot().state() == StreamState.POISONED);

        assertThat(stream.snapshot().poison())
                .hasMessageContaining("did not take request")
                .hasMessageContaining("disk full");
        assertThat(stream.unackedBatches()).anyMatch(batch -> batch.id().equals(id));
        assertThat(refused).isEmpty();
    }

    @Test
    void refusalAtTheCreationIsNeverIsolated() {
        simulation.faults().stream(0).afterMessages(2).fail(StatusCode.UNAVAILABLE);
        simulation.faults().stream(1).refuse(StatusCode.INVALID_ARGUMENT);
        MultiplexedStream stream = open(isolating(1).batching(b -> b.maxRecords(1)));
        stream.ingest(record(0));
        stream.ingest(record(1));

        simulation.time.until(() -> stream.snapshot().state() == StreamState.POISONED);

        assertThat(letters).isEmpty();
        assertThat(stream.unackedRecords()).hasSize(1);
    }

    @Test
    void transientFailuresDuringIsolationDoNotAccuseARecord() {
        MultiplexedStream stream = open(isolating(1).batching(b -> b.maxRecords(1)));
        for (int i = 1; i < 12; i += 2) {
            simulation.faults().stream(i).afterMessages(2).fail(StatusCode.UNAVAILABLE);
        }
        for (int i = 0; i < 100; i++) {
            stream.ingest(i == 60 ? bad() : record(i));
        }

        assertThat(stream.flush(Duration.ofMinutes(10)).complete()).isTrue();

        assertThat(letters).hasSize(1);
        assertThat(keys(simulation.server).stream().distinct()).hasSize(99);
    }

    @Test
    void closeDuringIsolationLosesNothing() {
        simulation.faults().everyStream().neverAck();
        MultiplexedStream stream = open(isolating(1).batching(b -> b.maxRecords(1)));
        for (int i = 0; i < 100; i++) {
            stream.ingest(i == 60 ? bad() : record(i));
        }
        simulation.time.pass(Duration.ofSeconds(15));
        assertThatThrownBy(() -> stream.close(Duration.ofSeconds(1)));

        assertThat(stream.unackedRecords()).hasSize(100);
        assertThat(letters).isEmpty();
    }
}
