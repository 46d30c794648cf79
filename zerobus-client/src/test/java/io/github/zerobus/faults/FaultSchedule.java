package io.github.zerobus.faults;

import io.github.zerobus.embedded.FaultScript;
import io.github.zerobus.embedded.StreamFaults;
import io.github.zerobus.stream.StreamOptions;
import io.github.zerobus.stream.StreamOptionsBuilder;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Faults and options drawn from a seed, with times in units to choose: a second of virtual time, or a millisecond. */
final class FaultSchedule {

    private static final int STREAMS = 60;
    private static final List<Status> PASSING = List.of(
            Status.UNAVAILABLE,
            Status.INTERNAL,
            Status.ABORTED,
            Status.CANCELLED,
            Status.RESOURCE_EXHAUSTED,
            Status.UNKNOWN,
            Status.OK);
    private static final List<Status> PERMANENT =
            List.of(Status.PERMISSION_DENIED, Status.NOT_FOUND, Status.INVALID_ARGUMENT, Status.UNAUTHENTICATED);

    private final Random random;
    private final Duration unit;

    FaultSchedule(Random random, Duration unit) {
        this.random = random;
        this.unit = unit;
    }

    private Duration units(int most) {
        return unit.multipliedBy(random.nextInt(most + 1));
    }

    StreamOptionsBuilder options() {
        return StreamOptions.builder()
                .subStreams(1 + random.nextInt(8))
                .openJitter(unit)
                .batching(random.nextBoolean() ? 1 : 1 + random.nextInt(20), 1 + random.nextInt(2_000))
                .maxInflightRequests(20 + random.nextInt(200))
                .maxBlock(unit.multipliedBy(20_000))
                .flushTimeout(unit.multipliedBy(20_000))
                .silenceTimeout(unit.multipliedBy(200))
                .pauseTimeout(random.nextBoolean() ? null : units(30))
                .poisonDrainTimeout(units(500))
                .recovery(new StreamOptions.Recovery(
                        random.nextInt(20) != 0,
                        unit.multipliedBy(300),
                        unit,
                        unit.multipliedBy(5),
                        2 + random.nextInt(6),
                        unit.multipliedBy(15_000)));
    }

    void order(FaultScript script) {
        for (int stream = 0; stream < STREAMS; stream++) {
            acks(script.stream(stream));
            if (random.nextInt(3) != 0) {
                end(script.stream(stream));
            }
            if (random.nextInt(6) == 0) {
                opening(script.stream(stream));
            }
            if (random.nextInt(12) == 0) {
                nonsense(script.stream(stream));
            }
            if (random.nextInt(150) == 0) {
                permanent(script.stream(stream));
            }
        }
    }

    private void acks(StreamFaults faults) {
        switch (random.nextInt(9)) {
            case 0 -> faults.ackEvery(1 + random.nextInt(5));
            case 1 -> faults.ackBetween(Duration.ZERO, units(20), random.nextLong());
            case 2 -> faults.neverAck();
            case 3 -> faults.loseAcks();
            case 4 -> faults.ackAtHalfClose();
            case 5 -> faults.ignoreHalfClose();
            default -> faults.ackAfter(units(10));
        }
    }

    private void end(StreamFaults faults) {
        StreamFaults.At at = switch (random.nextInt(4)) {
            case 0 -> faults.afterAcks(1 + random.nextInt(20));
            case 1 -> faults.after(units(60));
            default -> faults.afterMessages(random.nextInt(40));
        };
        switch (random.nextInt(10)) {
            case 0, 1 -> at.fail(PASSING.get(random.nextInt(PASSING.size())));
            case 2 -> at.dropConnection();
            case 3 -> at.resetStream();
            case 4 -> at.goAway();
            case 5 -> at.goAwayAtOnce();
            case 6 -> at.stopReading();
            case 7 -> at.closeSignal();
            default -> at.closeSignal(units(60));
        }
    }

    private void opening(StreamFaults faults) {
        switch (random.nextInt(8)) {
            case 0 -> faults.refuse(PASSING.get(random.nextInt(PASSING.size())));
            case 1 -> faults.createAfter(units(50));
            case 2 -> faults.neverAnswer();
            case 3 -> faults.createWithoutId();
            case 4 -> faults.answerCreateWithAck();
            case 5 -> faults.answerCreateWithNothing();
            case 6 -> faults.neverRead();
            default -> faults.headersAfter(units(50));
        }
    }

    private void nonsense(StreamFaults faults) {
        StreamFaults.At at = faults.afterAcks(1 + random.nextInt(10));
        switch (random.nextInt(5)) {
            case 0 -> at.sayAckWithoutOffset();
            case 1 -> at.sayCreatedAgain();
            case 2 -> at.sayNothing();
            default -> {
                at.sayAck(0);
                return;
            }
        }
        // The client listens no more; an ack that it cannot hear would look like one that it forgot.
        at.stopAcks();
    }

    private void permanent(StreamFaults faults) {
        StreamFaults.At at = faults.afterMessages(random.nextInt(40));
        switch (random.nextInt(6)) {
            case 0 -> faults.refuseTokens(token -> true);
            case 1 -> faults.refuseRequestsOver(40);
            case 2 -> at.failSchema("8001", List.of("FIELD_NOT_IN_TABLE"));
            case 3 -> at.sayAck(1_000_000);
            default -> at.fail(PERMANENT.get(random.nextInt(PERMANENT.size())));
        }
    }
}
