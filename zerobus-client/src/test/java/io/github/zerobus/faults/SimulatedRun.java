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
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Runs one seed in virtual time, from open to the last timer. */
final class SimulatedRun {

    private static final Duration UNIT = Duration.ofMillis(100);

    private final Random random;
    private final Simulation simulation;
    private final FaultSchedule schedule;
    private final RecordingListener listener = new RecordingListener();
    private final AdmittedRequests requests = new AdmittedRequests();
    private final Outage outage;
    private final Outage.Headers headers;
    private final ClientFaults faults;
    private final MultiplexedStream stream;
    private final List<MessageId> ids = new ArrayList<>();
    private final List<String> trace = new ArrayList<>();
    private final boolean closedUnderLoad;
    private int number;

    SimulatedRun(int seed) {
        random = new Random(seed);
        simulation = new Simulation(seed, server -> server.ackDelay(Duration.ZERO));
        schedule = new FaultSchedule(random, UNIT);
        schedule.applyTo(simulation.faults());
        outage = schedule.outage();
        headers = new Outage.Headers(outage);
        faults = new ClientFaults(random);
        simulation.intercept(faults.calls());
        if (faults.isDrawn(ClientFaults.Kind.CLOCK)) {
            simulation.failClock(faults.shots(ClientFaults.Kind.CLOCK), faults.thrown());
        }
        simulation.loops(faults::loop);
        stream = simulation.stream(
                schedule.options(),
                builder -> builder.listener(faults.listener(listener))
                        .headersProvider(faults.headers(headers))
                        .callbackExecutor(faults.callbackExecutor(simulation.time)));
        closedUnderLoad = random.nextInt(3) == 0;
    }

    void run(Tally tally) {
        tally.count(Tally.Outcome.ALL);
        try (simulation) {
            stream.open();
            scheduleConcurrentCalls();
            scheduleOutage();
            load();
            close(random.nextInt(4) == 0 ? Duration.ZERO : UNIT.multipliedBy(20_000));
            simulation.time.pass(Duration.ofSeconds(1));
            requests.check(stream, simulation.table(), listener, faults);
            checkDuplicates();
            trace.addAll(requests.outcomes(stream));
            tally.count(Tally.Outcome.POISONED, stream.snapshot().state() == StreamState.POISONED);
            tally.count(Tally.Outcome.CLOSED_UNDER_LOAD, closedUnderLoad);
            tally.count(Tally.Outcome.WAITED_FOR_CAPACITY, listener.waits.get() > 0);
            tally.count(Tally.Outcome.LEFT_UNACKED, !listener.unacked.isEmpty());
            faults.tally(tally);
        } catch (StreamOpenException e) {
            tally.count(Tally.Outcome.NEVER_OPEN);
            assertThat(simulation.table().durableRecords()).isZero();
        }
        simulation.time.pass(Duration.ofHours(10));
        assertThat(simulation.table().liveStreams()).isEmpty();
        assertThat(simulation.time.remaining()).isZero();
    }

    private void checkDuplicates() {
        if (faults.stepFailed() || faults.loopEnded()) {
            DuplicateCheck.checkWhenAcksAreLost(simulation.table());
        } else {
            DuplicateCheck.checkInVirtualTime(simulation.table());
        }
    }

    /** Returns what server and client recorded, step by step. */
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
        trace.add(listener.durable + " " + listener.unacked + " " + listener.waits);
        trace.add(simulation.time.elapsed().toString());
        return trace;
    }

    /**
     * Schedules calls that interleave with the load: some that never block, and in one of three schedules one or two
     * that close. While such a close waits, the frame below it on the stack is suspended, like a thread that does not
     * run.
     */
    private void scheduleConcurrentCalls() {
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

    private void scheduleOutage() {
        if (!outage.duration().isZero()) {
            simulation.time.later(outage.start(), () -> {
                headers.setFailing(true);
                simulation.table().liveStreams().forEach(live -> live.fail(StatusCode.UNAVAILABLE));
            });
            simulation.time.later(outage.start().plus(outage.duration()), () -> headers.setFailing(false));
        }
    }

    /** Ingests on the thread of the test, which blocks as callers do. */
    private void load() {
        try {
            for (int i = 0; i < 150; i++) {
                step();
                checkBudgets();
            }
        } catch (ZerobusException e) {
            StreamState state = stream.snapshot().state();
            assertThat(state == StreamState.POISONED
                            || (closedUnderLoad && state == StreamState.CLOSED)
                            || faults.loopEnded())
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
                MessageId id = stream.ingestBatch(AdmittedRequests.payloads(keys));
                ids.add(id);
                requests.admitted(id, keys, stream.awaitAsync(id));
            }
            case 4 -> awaitOne();
            case 5 ->
                requests.admitted(
                        List.of(key),
                        stream.ingestAsync(
                                AdmittedRequests.payloads(List.of(key)).get(0)));
            case 6 -> {
                List<String> keys = List.of(key + "a", key + "b");
                requests.admitted(keys, stream.ingestBatchAsync(AdmittedRequests.payloads(keys)));
            }
            case 7 -> releaseAcksOfOneStream();
            default -> {
                MessageId id =
                        stream.ingest(AdmittedRequests.payloads(List.of(key)).get(0));
                ids.add(id);
                requests.admitted(id, List.of(key), stream.awaitAsync(id));
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

    /** Releases the acks of one live stream that the client still reads. */
    private void releaseAcksOfOneStream() {
        List<ObservedStream> live = simulation.table().liveStreams();
        ObservedStream one = live.isEmpty() ? null : live.get(random.nextInt(live.size()));
        if (one != null && !schedule.isDetached(one.index())) {
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
                    stream.tryIngest(AdmittedRequests.payloads(List.of(key)).get(0));
            id.ifPresent(admitted -> requests.admitted(admitted, List.of(key), stream.awaitAsync(admitted)));
        } catch (ZerobusException e) {
            // The stream has ended meanwhile.
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
