package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.keys;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.zerobus.InflightLimitException;
import io.github.zerobus.MessageId;
import io.github.zerobus.OnPoison;
import io.github.zerobus.Payload;
import io.github.zerobus.RecordKeptException;
import io.github.zerobus.RescueMode;
import io.github.zerobus.RescueStoreException;
import io.github.zerobus.Routing;
import io.github.zerobus.SendOptions;
import io.github.zerobus.SendResult;
import io.github.zerobus.Startup;
import io.github.zerobus.StreamClosedException;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.StreamOptionsBuilder;
import io.github.zerobus.StreamState;
import io.github.zerobus.UnackedBatch;
import io.github.zerobus.UnackedHandler;
import io.github.zerobus.embedded.StatusCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not durable in the table goes to the rescue store, and is sent first by the next stream. */
@Timeout(60)
class RescueTests {

    private final Simulation simulation = new Simulation();
    private final MemoryStore store = new MemoryStore();

    @AfterEach
    void close() {
        simulation.close();
    }

    private static StreamOptionsBuilder options(int subStreams) {
        return Simulation.options(subStreams)
                .batching(b -> b.maxRecords(1))
                .maxBlock(Duration.ofSeconds(1))
                .poisonDrainTimeout(Duration.ofSeconds(1));
    }

    private MultiplexedStream open(StreamOptionsBuilder options, RescueMode mode) {
        return simulation.open(options, builder -> builder.rescueStore(store, mode));
    }

    private static List<MessageId> ingest(MultiplexedStream stream, int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> stream.ingest(record(i))).toList();
    }

    private static List<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).toList();
    }

    private static void closeNow(MultiplexedStream stream) {
        assertThat(catchThrowable(() -> stream.close(Duration.ZERO))).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(RescueMode.class)
    void unackedRequestsOfAClosedStreamAreKeptAndSentFirstByTheNextOne(RescueMode mode) {
        simulation.faults().everyStream().neverRead();
        MultiplexedStream first = open(options(2), mode);
        CompletableFuture<SendResult> future = first.ingestAsync(record(0));
        ingest(first, 1, 5);
        closeNow(first);
        assertThat(store.requests).hasSize(5);
        assertThat(store.persisted).isNotEmpty();
        simulation.time.until(future::isDone);
        assertThatThrownBy(future::join)
                .hasCauseInstanceOf(RecordKeptException.class)
                .hasMessageContaining("the store of the test, position ");
        assertThat(store.closed).isEqualTo(1);

        simulation.faults().clear();
        MultiplexedStream second = open(options(2), mode);
        ingest(second, 5, 7);
        assertThat(second.flush().complete()).isTrue();

        assertThat(keys(simulation.server)).containsExactlyInAnyOrderElementsOf(names(0, 7));
        assertThat(keys(simulation.server).stream()
                        .filter(key -> Integer.parseInt(key) < 5 && Integer.parseInt(key) % 2 == 0))
                .containsExactly("0", "2", "4");
        assertThat(keys(simulation.server).indexOf("5"))
                .isGreaterThan(keys(simulation.server).indexOf("2"));
        assertThat(store.requests).isEmpty();
    }

    @Test
    void awaitAfterTheEndSaysWhereTheRequestIs() {
        simulation.faults().everyStream().neverAck();
        MultiplexedStream stream = open(options(1), RescueMode.UNACKED);
        MessageId id = stream.ingest(record(0));
        closeNow(stream);
        assertThatThrownBy(() -> stream.await(id)).isInstanceOf(RecordKeptException.class);
        assertThat(stream.isDurable(id)).isFalse();
    }

    @Test
    void haltedStreamKeepsAndReopeningSendsFromMemoryAndEmptiesTheStore() {
        simulation.faults().everyStream().neverAck();
        simulation.faults().everyStream().afterMessages(3).fail(StatusCode.INVALID_ARGUMENT);
        MultiplexedStream stream = open(options(1), RescueMode.UNACKED);
        ingest(stream, 0, 3);
        simulation.time.until(() -> stream.snapshot().state() == StreamState.POISONED);
        assertThat(stream.unackedBatches()).hasSize(3);
        assertThat(store.requests).hasSize(3);

        simulation.faults().clear();
        stream.reopen();
        assertThat(stream.flush().complete()).isTrue();

        assertThat(keys(simulation.server)).containsExactly("0", "1", "2");
        assertThat(store.requests).isEmpty();
    }

    @Test
    void takenRequestsLeaveTheStore() {
        simulation.faults().everyStream().neverAck();
        MultiplexedStream stream = open(options(1), RescueMode.UNACKED);
        ingest(stream, 0, 3);
        closeNow(stream);
        assertThat(stream.takeUnacked()).hasSize(3);
        assertThat(store.requests).isEmpty();
    }

    @Test
    void batchAndKeySurvive() {
        simulation.faults().everyStream().neverRead();
        MultiplexedStream first = open(options(4).routing(Routing.KEYED), RescueMode.ALL);
        first.ingestBatch(List.of(record(0), record(1)), SendOptions.key("a"));
        first.ingest(record(2), SendOptions.key("a"));
        assertThat(store.requests.values()).extracting(request -> request.key()).containsOnly("a");
        closeNow(first);

        simulation.faults().clear();
        MultiplexedStream second = open(options(4).routing(Routing.KEYED), RescueMode.ALL);
        second.ingest(record(3), SendOptions.key("a"));
        assertThat(second.flush().complete()).isTrue();

        assertThat(keys(simulation.server)).containsExactly("0", "1", "2", "3");
        assertThat(simulation.newest().messages().size()).isBetween(0, 3);
    }

    @ParameterizedTest
    @CsvSource({"4, 1", "1, 4", "3, 2"})
    void numberOfSubStreamsMayChange(int before, int after) {
        simulation.faults().everyStream().neverRead();
        MultiplexedStream first = open(options(before), RescueMode.ALL);
        ingest(first, 0, 12);
        closeNow(first);

        simulation.faults().clear();
        MultiplexedStream second = open(options(after), RescueMode.ALL);
        ingest(second, 12, 15);
        assertThat(second.flush().complete()).isTrue();

        assertThat(keys(simulation.server)).containsExactlyInAnyOrderElementsOf(names(0, 15));
        assertThat(store.requests).isEmpty();
    }

    @Test
    void moreThanTheBudgetIsReplayedWithoutLoss() {
        for (int i = 0; i < 50; i++) {
            Payload payload = record(i);
            store.append(new io.github.zerobus.RescueRequest(0, 0, null, 0, false, List.of(payload)));
        }
        MultiplexedStream stream =
                open(options(1).maxInflightRequests(4).maxBlock(Duration.ofMinutes(1)), RescueMode.UNACKED);
        stream.ingest(record(50));
        assertThat(stream.flush().complete()).isTrue();

        assertThat(keys(simulation.server)).containsExactlyElementsOf(names(0, 51));
        assertThat(store.requests).isEmpty();
    }

    @Test
    void poisonDuringTheReplayLeavesTheRestInTheStore() {
        for (int i = 0; i < 50; i++) {
            store.append(new io.github.zerobus.RescueRequest(0, 0, null, 0, false, List.of(record(i))));
        }
        simulation.faults().stream(0).ackEvery(1);
        simulation.faults().stream(0).afterMessages(20).fail(StatusCode.INVALID_ARGUMENT);
        MultiplexedStream stream = open(options(1).maxInflightRequests(4), RescueMode.UNACKED);
        simulation.time.until(() -> stream.snapshot().state() == StreamState.POISONED);
        simulation.time.pass(Duration.ofSeconds(5));
        assertThat(store.requests.size()
                        + (int) keys(simulation.server).stream().distinct().count())
                .isGreaterThanOrEqualTo(50);

        stream.reopen();
        simulation.time.until(store.requests::isEmpty);

        assertThat(keys(simulation.server).stream().distinct()).containsExactlyElementsOf(names(0, 50));
    }

    @Test
    void everyRequestIsStoredBeforeIngestReturnsAndRemovedWhenDurable() {
        simulation.faults().everyStream().neverAck();
        MultiplexedStream stream = open(options(1), RescueMode.ALL);
        ingest(stream, 0, 3);
        assertThat(store.persisted).containsExactly(1L, 2L, 3L);
        assertThat(stream.tryIngest(record(3))).isPresent();
        assertThat(store.persisted).hasSize(4);
    }

    @Test
    void refusedRequestLeavesTheStore() {
        simulation.faults().everyStream().neverAck();
        MultiplexedStream stream = open(options(1).maxInflightRequests(1), RescueMode.ALL);
        stream.ingest(record(0));
        assertThatThrownBy(() -> stream.ingest(record(1))).isInstanceOf(InflightLimitException.class);
        assertThat(stream.tryIngest(record(2))).isEmpty();
        assertThat(store.requests).hasSize(1);
    }

    @Test
    void fullStoreBlocksUntilRequestsAreDurable() {
        store.capacity = 2;
        simulation.faults().everyStream().ackAfter(Duration.ofMillis(100));
        MultiplexedStream stream = open(options(1), RescueMode.ALL);
        ingest(stream, 0, 10);
        assertThat(stream.flush().complete()).isTrue();
        assertThat(keys(simulation.server)).containsExactlyElementsOf(names(0, 10));

        simulation.faults().everyStream().neverAck();
        store.capacity = 0;
        assertThatThrownBy(() -> stream.ingest(record(10)))
                .isInstanceOf(InflightLimitException.class)
                .hasMessageContaining("rescue.max-size");
        assertThat(stream.tryIngest(record(11))).isEmpty();
    }

    @Test
    void failedStoreRefusesRequestsAndKeepsWhatIsInMemory() {
        simulation.faults().everyStream().neverAck();
        MultiplexedStream stream = open(options(1), RescueMode.ALL);
        ingest(stream, 0, 2);
        store.failing = true;
        assertThatThrownBy(() -> stream.ingest(record(2))).isInstanceOf(RescueStoreException.class);
        assertThat(catchThrowable(() -> stream.close(Duration.ZERO))).isInstanceOf(StreamClosedException.class);
        assertThat(stream.unackedRecords()).hasSize(2);
    }

    @Test
    void streamDoesNotOpenIfItsStoreDoesNot() {
        store.failing = true;
        MultiplexedStream stream =
                simulation.stream(options(1), builder -> builder.rescueStore(store, RescueMode.UNACKED));
        assertThatThrownBy(stream::open)
                .isInstanceOf(StreamOpenException.class)
                .hasMessageContaining("the disk of the test has failed");
        assertThat(stream.snapshot().state()).isEqualTo(StreamState.CLOSED);
    }

    @Test
    void automaticReopeningKeepsNothingInTheStore() {
        simulation.faults().stream(0).neverAck();
        simulation.faults().stream(0).afterMessages(1).fail(StatusCode.INVALID_ARGUMENT);
        MultiplexedStream stream = open(options(1).failures(f -> f.onPoison(OnPoison.REOPEN)), RescueMode.UNACKED);
        stream.ingest(record(0));
        assertThat(stream.flush().complete()).isTrue();
        assertThat(store.requests).isEmpty();
        assertThat(store.persisted).isEmpty();
    }

    @Test
    void handlerTakesWhatIsUnackedAndNothingIsKept() {
        List<UnackedBatch> taken = new ArrayList<>();
        simulation.faults().everyStream().neverAck();
        MultiplexedStream stream = simulation.open(
                options(2),
                builder -> builder.rescueStore(store, RescueMode.UNACKED).unackedHandler(requests -> {
                    taken.addAll(requests);
                    return UnackedHandler.Answer.TAKEN;
                }));
        CompletableFuture<SendResult> future = stream.ingestAsync(record(0));
        ingest(stream, 1, 4);
        stream.close(Duration.ZERO);
        assertThat(taken).hasSize(4);
        assertThat(store.requests).isEmpty();
        assertThat(stream.unackedRecords()).isEmpty();
        assertThat(stream.snapshot().handedOverRecords()).isEqualTo(4);
        simulation.time.until(future::isDone);
        assertThatThrownBy(future::join).hasMessageContaining("handed over");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void handlerThatThrowsOrKeepsLeavesTheRequestsToTheStore(boolean throwing) {
        simulation.faults().everyStream().neverAck();
        MultiplexedStream stream = simulation.open(
                options(1),
                builder -> builder.rescueStore(store, RescueMode.UNACKED).unackedHandler(requests -> {
                    if (throwing) {
                        throw new IllegalStateException("no disk");
                    }
                    return UnackedHandler.Answer.KEEP;
                }));
        ingest(stream, 0, 3);
        closeNow(stream);
        assertThat(store.requests).hasSize(3);
    }

    @Test
    void handlerTakesWhatAPoisonedStreamHoldsWhenItIsClosed() {
        List<UnackedBatch> taken = new ArrayList<>();
        simulation.faults().everyStream().neverAck();
        simulation.faults().everyStream().afterMessages(2).fail(StatusCode.INVALID_ARGUMENT);
        MultiplexedStream stream = simulation.open(
                options(1),
                builder -> builder.unackedHandler(requests -> {
                    taken.addAll(requests);
                    return UnackedHandler.Answer.TAKEN;
                }));
        ingest(stream, 0, 2);
        simulation.time.until(() -> stream.snapshot().state() == StreamState.POISONED);
        closeNow(stream);
        assertThat(taken).hasSize(2);
        assertThat(stream.unackedRecords()).isEmpty();
    }

    @Test
    void automaticReopeningDuringTheReplayKeepsTheOrder() {
        for (int i = 0; i < 50; i++) {
            store.append(new io.github.zerobus.RescueRequest(0, 0, null, 0, false, List.of(record(i))));
        }
        simulation.faults().stream(0).neverAck();
        simulation.faults().stream(0).afterMessages(3).fail(StatusCode.INVALID_ARGUMENT);
        MultiplexedStream stream =
                open(options(1).maxInflightRequests(4).failures(f -> f.onPoison(OnPoison.REOPEN)), RescueMode.UNACKED);

        simulation.time.until(store.requests::isEmpty);

        assertThat(keys(simulation.server)).containsExactlyElementsOf(names(0, 50));
        assertThat(stream.snapshot().ingestedRecords()).isEqualTo(50);
    }

    @Test
    void requestsThatTheStreamCannotSendStayInTheStoreAndHoldUpNothing() {
        Payload large = Payload.json("{\"key\":\"" + "x".repeat(2_000) + "\"}");
        for (Payload payload : List.of(large, Payload.proto(new byte[3]), record(0))) {
            store.append(new io.github.zerobus.RescueRequest(0, 0, null, 0, false, List.of(payload)));
        }
        MultiplexedStream stream = open(options(1).maxPayloadSize(1_000), RescueMode.UNACKED);
        stream.ingest(record(1));

        assertThat(stream.flush().complete()).isTrue();
        assertThat(keys(simulation.server)).containsExactly("0", "1");
        assertThat(store.requests).hasSize(2);
    }

    @Test
    void ingestWaitsUntilTheStoreIsOpen() {
        store.strict = true;
        MultiplexedStream stream = simulation.stream(
                options(1).startup(Startup.BACKGROUND), builder -> builder.rescueStore(store, RescueMode.ALL));
        assertThat(stream.tryIngest(record(0))).isEmpty();
        stream.ingest(record(1));

        assertThat(stream.flush().complete()).isTrue();
        assertThat(keys(simulation.server)).containsExactly("1");
    }
}
