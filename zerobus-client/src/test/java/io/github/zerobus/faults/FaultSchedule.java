package io.github.zerobus.faults;

import io.github.zerobus.StreamOptions;
import io.github.zerobus.StreamOptionsBuilder;
import io.github.zerobus.embedded.FaultScript;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.embedded.StreamFaults;
import io.github.zerobus.engine.buffer.SubStreamBudget;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Faults and options drawn from a seed, with times in units to choose: a second of virtual time, or a millisecond. */
final class FaultSchedule {

    private static final int STREAMS = 60;
    private static final List<StatusCode> PASSING = List.of(
            StatusCode.UNAVAILABLE,
            StatusCode.INTERNAL,
            StatusCode.ABORTED,
            StatusCode.CANCELLED,
            StatusCode.RESOURCE_EXHAUSTED,
            StatusCode.UNKNOWN,
            StatusCode.OK);
    private static final List<StatusCode> PERMANENT = List.of(
            StatusCode.PERMISSION_DENIED,
            StatusCode.NOT_FOUND,
            StatusCode.INVALID_ARGUMENT,
            StatusCode.UNAUTHENTICATED);

    /** The longest record that the tests make is 18 bytes, and a batch has three at most. */
    private static final int LARGEST_REQUEST = 60;

    private final Random random;
    private final Duration unit;
    /** Physical streams whose client listens no more at some time. */
    private final Set<Integer> deaf = new HashSet<>();

    FaultSchedule(Random random, Duration unit) {
        this.random = random;
        this.unit = unit;
    }

    private Duration units(int most) {
        return unit.multipliedBy(random.nextInt(most + 1));
    }

    /** Whether an ack that the server sends on this physical stream may find a client that listens no more. */
    boolean isDeaf(int stream) {
        return deaf.contains(stream);
    }

    StreamOptionsBuilder options() {
        int subStreams = 1 + random.nextInt(8);
        StreamOptionsBuilder options = options(subStreams);
        if (random.nextInt(3) == 0) {
            // Bytes are used up long before requests: room for one batch of three, and some more.
            int share = LARGEST_REQUEST + 3 * SubStreamBudget.RECORD_OVERHEAD + random.nextInt(1_000);
            options.maxPayloadSize(LARGEST_REQUEST).maxInflightSize((long) share * subStreams);
        }
        return options;
    }

    private StreamOptionsBuilder options(int subStreams) {
        return StreamOptions.builder()
                .subStreams(subStreams)
                .startupTimeout(unit.multipliedBy(30_000))
                .openJitter(unit)
                .batching(b -> b.maxRecords(random.nextBoolean() ? 1 : 1 + random.nextInt(20))
                        .maxSize(1 + random.nextInt(2_000)))
                .maxInflightRequests(20 + random.nextInt(200))
                .maxBlock(unit.multipliedBy(20_000))
                .flushTimeout(unit.multipliedBy(20_000))
                .silenceTimeout(unit.multipliedBy(200))
                .pauseTimeout(random.nextBoolean() ? null : units(30))
                .poisonDrainTimeout(units(500))
                .recovery(r -> r.enabled(random.nextInt(20) != 0)
                        .timeout(unit.multipliedBy(300))
                        .backoff(unit)
                        .maxBackoff(unit.multipliedBy(5))
                        .maxRetries(2 + random.nextInt(6))
                        .resetAfter(unit.multipliedBy(15_000)));
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
                nonsense(script.stream(stream).afterAcks(1 + random.nextInt(10)), random.nextInt(5), stream);
            }
            if (random.nextInt(12) == 0) {
                nonsenseInAPause(script.stream(stream), stream);
            }
            if (random.nextInt(6) == 0 && !isDeaf(stream)) {
                gate(script.stream(stream));
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

    /** Holds acks back, lets a few through, and then all of them. */
    private void gate(StreamFaults faults) {
        faults.neverAck();
        faults.afterMessages(random.nextInt(10)).ackUpTo(random.nextInt(5));
        (random.nextBoolean() ? faults.after(units(60)) : faults.afterMessages(random.nextInt(20))).releaseAcks();
    }

    /** Whole connections break while their stream lives only: else what it said last is lost, or its successor. */
    private void end(StreamFaults faults) {
        StreamFaults.At at = switch (random.nextInt(4)) {
            case 0 -> faults.afterAcks(1 + random.nextInt(20));
            case 1 -> faults.after(units(60));
            default -> faults.afterMessages(random.nextInt(40));
        };
        switch (random.nextInt(10)) {
            case 0, 1 -> at.fail(PASSING.get(random.nextInt(PASSING.size())));
            case 2 -> faults.afterMessages(random.nextInt(40)).dropConnection();
            case 3 -> at.resetStream();
            case 4 -> at.goAway();
            case 5 -> faults.afterMessages(random.nextInt(40)).goAwayAtOnce();
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
            case 5 -> faults.answerCreateWithEmptyMessage();
            case 6 -> faults.neverRead();
            default -> faults.headersAfter(units(50));
        }
    }

    private void nonsenseInAPause(StreamFaults faults, int stream) {
        StreamFaults.At at = faults.afterAcks(1 + random.nextInt(10));
        at.closeSignal(units(60));
        nonsense(at, random.nextInt(5), stream);
    }

    private void nonsense(StreamFaults.At at, int kind, int stream) {
        switch (kind) {
            case 0 -> at.sendAckWithoutOffset();
            case 1 -> at.sendCreatedAgain();
            case 2 -> at.sendEmptyMessage();
            default -> {
                at.sendAck(0);
                return;
            }
        }
        // The client listens no more; an ack that it cannot hear would look like one that it forgot.
        at.stopAcks();
        deaf.add(stream);
    }

    private void permanent(StreamFaults faults) {
        StreamFaults.At at = faults.afterMessages(random.nextInt(40));
        switch (random.nextInt(6)) {
            case 0 -> faults.refuseTokens(token -> true);
            case 1 -> faults.refuseRequestsOver(40);
            case 2 -> at.failSchema("8001", List.of("FIELD_NOT_IN_TABLE"));
            case 3 -> at.sendAck(1_000_000);
            default -> at.fail(PERMANENT.get(random.nextInt(PERMANENT.size())));
        }
    }
}
