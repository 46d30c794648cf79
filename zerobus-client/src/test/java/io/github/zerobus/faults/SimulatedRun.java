package io.github.zerobus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.github.zerobus.AwaitTimeoutException;
import io.github.zerobus.MessageId;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.StreamState;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.embedded.DurableRow;
import io.github.zerobus.embedded.ObservedStream;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** One seed in virtual time, from the opening to the last timer. */
final class SimulatedRun {

    private static final Duration UNIT = Duration.ofMillis(100);

    private final Random random;
    private final Simulation simulation;
    private final FaultSchedule schedule;
    private final Heard heard = new Heard();
    private final Ledger ledger = new Ledger();
    private final MultiplexedStream stream;
    private final List<MessageId> ids = new ArrayList<>();
    private final List<String> trace = new ArrayList<>();
    private final boolean closedUnderLoad;
    private int number;

    SimulatedRun(int seed) {
        random = new Random(seed);
        simulation = new Simulation(seed, server -> server.ackDelay(Duration.ZERO));
        schedule = new FaultSchedule(random, UNIT);
        schedule.order(simulation.faults());
        stream = simulation.stream(schedule.options(), Simulation.listener(heard));
        closedUnderLoad = random.nextInt(3) == 0;
    }

    void run(Tally tally) {
        tally.count(Tally.Mark.ALL);
        try (simulation) {
            stream.open();
            crowd();
            load();
            close(random.nextInt(4) == 0 ? Duration.ZERO : UNIT.multipliedBy(20_000));
            simulation.time.pass(Duration.ofSeconds(1));
            ledger.check(stream, simulation.table(), heard);
            Repetitions.checkInVirtualTime(simulation.table());
            trace.addAll(ledger.outcomes(stream));
            tally.count(Tally.Mark.POISONED, stream.snapshot().state() == StreamState.POISONED);
            tally.count(Tally.Mark.CLOSED_UNDER_LOAD, closedUnderLoad);
            tally.count(Tally.Mark.WAITED_FOR_ROOM, heard.waits.get() > 0);
            tally.count(Tally.Mark.LEFT_UNACKED, !heard.unacked.isEmpty());
        } catch (StreamOpenException e) {
            tally.count(Tally.Mark.NEVER_OPEN);
            assertThat(simulation.table().durableRecords()).isZero();
        }
        simulation.time.pass(Duration.ofHours(10));
        assertThat(simulation.table().liveStreams()).isEmpty();
        assertThat(simulation.time.left()).isZero();
    }

    /** What server and client saw, step by step. */
    List<String> trace() {
        for (ObservedStream physical : simulation.table().streams()) {
            trace.add(physical.index() + " " + physical.termination() + " " + physical.openedAtNanos() + " "
                    + physical.ackedMessages());
            physical.messages()
                    .forEach(message -> trace.add(message.wireOffset() + " "
                            + message.records().stream()
                                    .map(ByteString::toStringUtf8)
                                    .toList()));
        }
        for (DurableRow row : simulation.table().rows()) {
            trace.add(row.stream() + " " + row.wireOffset() + " " + row.text());
        }
        trace.add(heard.durable + " " + heard.unacked + " " + heard.waits);
        trace.add(simulation.time.elapsed().toString());
        return trace;
    }

    /**
     * Others that come in between: some that never wait, and in one schedule of three one or two that close. What these
     * wait for happens while the frame below them stands still, as if it were another thread that gets no turn.
     */
    private void crowd() {
        for (int i = 0; i < 100; i++) {
            simulation.time.later(UNIT.multipliedBy(random.nextInt(300)), this::tryIngest);
        }
        if (closedUnderLoad) {
            Duration first = UNIT.multipliedBy(random.nextInt(150));
            simulation.time.later(first, () -> close(UNIT.multipliedBy(20_000)));
            if (random.nextBoolean()) {
                Duration second = first.plus(UNIT.multipliedBy(random.nextInt(3)));
                simulation.time.later(second, () -> close(UNIT.multipliedBy(random.nextInt(50))));
            }
        }
    }

    /** The test's own thread waits as callers do. */
    private void load() {
        try {
            for (int i = 0; i < 150; i++) {
                step();
                checkBudgets();
            }
        } catch (ZerobusException e) {
            StreamState state = stream.snapshot().state();
            assertThat(state == StreamState.POISONED || (closedUnderLoad && state == StreamState.CLOSED))
                    .as("%s %s", e, stream.snapshot())
                    .isTrue();
        }
    }

    private void step() {
        String key = "k" + number++;
        switch (random.nextInt(16)) {
            case 0 -> simulation.time.pass(UNIT.multipliedBy(random.nextInt(10)));
            case 1 ->
                assertThat(stream.flush(UNIT.multipliedBy(random.nextInt(50))).waited())
                        .isGreaterThanOrEqualTo(Duration.ZERO);
            case 2, 3 -> {
                List<String> keys = List.of(key + "a", key + "b", key + "c");
                MessageId id = stream.ingestBatch(Ledger.payloads(keys));
                ids.add(id);
                ledger.admitted(id, keys, stream.awaitAsync(id));
            }
            case 4 -> awaitOne();
            case 5 ->
                ledger.admitted(
                        List.of(key),
                        stream.ingestAsync(Ledger.payloads(List.of(key)).get(0)));
            case 6 -> {
                List<String> keys = List.of(key + "a", key + "b");
                ledger.admitted(keys, stream.ingestBatchAsync(Ledger.payloads(keys)));
            }
            case 7 -> openOneGate();
            default -> {
                MessageId id = stream.ingest(Ledger.payloads(List.of(key)).get(0));
                ids.add(id);
                ledger.admitted(id, List.of(key), stream.awaitAsync(id));
            }
        }
    }

    private void awaitOne() {
        if (!ids.isEmpty()) {
            MessageId id = ids.get(random.nextInt(ids.size()));
            try {
                stream.await(id, UNIT.multipliedBy(random.nextInt(50)));
                assertThat(stream.isDurable(id)).isTrue();
            } catch (AwaitTimeoutException e) {
                assertThat(e.id()).isEqualTo(id);
            }
        }
    }

    /** The server acks at a moment of the test's own, where the client still listens. */
    private void openOneGate() {
        List<ObservedStream> live = simulation.table().liveStreams();
        ObservedStream one = live.isEmpty() ? null : live.get(random.nextInt(live.size()));
        if (one != null && !schedule.isDeaf(one.index())) {
            one.releaseAcks();
        }
    }

    private void checkBudgets() {
        long share = stream.options().maxInflightSize() / stream.options().subStreams();
        assertThat(stream.snapshot().subStreams())
                .allMatch(subStream -> subStream.inflightBytes() >= 0 && subStream.inflightBytes() <= share);
    }

    private void tryIngest() {
        String key = "t" + number++;
        try {
            Optional<MessageId> id =
                    stream.tryIngest(Ledger.payloads(List.of(key)).get(0));
            id.ifPresent(given -> ledger.admitted(given, List.of(key), stream.awaitAsync(given)));
        } catch (ZerobusException e) {
            // Ended meanwhile, and told so.
        }
    }

    private void close(Duration time) {
        try {
            stream.close(time);
        } catch (ZerobusException e) {
            assertThat(stream.snapshot().state()).isIn(StreamState.POISONED, StreamState.CLOSED);
        }
    }
}
