package io.github.zerobus.faults;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.StreamOptionsBuilder;
import io.github.zerobus.embedded.FaultScript;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.embedded.StreamFaults;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Random faults and options from a seed. All times are multiples of a unit of virtual or real time. */
final class FaultSchedule {

    private static final int STREAMS = 60;
    private static final List<StatusCode> RETRYABLE = List.of(
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

    /** In bytes: a record of these tests has at most 18 bytes, and a batch at most three records. */
    private static final int LARGEST_REQUEST = 60;

    private final Random random;
    private final Duration unit;
    /** Physical streams that the client may stop reading. */
    private final Set<Integer> detached = new HashSet<>();

    FaultSchedule(Random random, Duration unit) {
        this.random = random;
        this.unit = unit;
    }

    private Duration units(int max) {
        return unit.multipliedBy(random.nextInt(max + 1));
    }

    /** Returns whether the client may no longer read acks of this physical stream. */
    boolean isDetached(int stream) {
        return detached.contains(stream);
    }

    StreamOptionsBuilder options() {
        int subStreams = 1 + random.nextInt(8);
        StreamOptionsBuilder options = options(subStreams);
        if (random.nextInt(3) == 0) {
            // The byte limit is reached long before the request limit: it holds one batch of three and little more.
            int share = LARGEST_REQUEST + 3 * EngineAccess.RECORD_OVERHEAD + random.nextInt(1_000);
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
                        .maxRetries(random.nextBoolean() ? null : 2 + random.nextInt(6))
                        .resetAfter(unit.multipliedBy(15_000)));
    }

    /** When the headers provider fails, and with it each attempt: two to ten minutes, in one of four schedules. */
    Outage outage() {
        boolean drawn = random.nextInt(4) == 0;
        return new Outage(
                units(150),
                drawn ? unit.multipliedBy(1_200 + random.nextInt(4_800)) : Duration.ZERO,
                random.nextInt(5));
    }

    void applyTo(FaultScript script) {
        for (int stream = 0; stream < STREAMS; stream++) {
            acks(script.stream(stream));
            if (random.nextInt(3) != 0) {
                end(script.stream(stream));
            }
            if (random.nextInt(6) == 0) {
                opening(script.stream(stream));
            }
            if (random.nextInt(12) == 0) {
                unexpectedMessage(script.stream(stream).afterAcks(1 + random.nextInt(10)), random.nextInt(5), stream);
            }
            if (random.nextInt(12) == 0) {
                unexpectedMessageDuringPause(script.stream(stream), stream);
            }
            if (random.nextInt(6) == 0 && !isDetached(stream)) {
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

    /** Withholds acks, releases a few of them, and then all. */
    private void gate(StreamFaults faults) {
        faults.neverAck();
        faults.afterMessages(random.nextInt(10)).ackUpTo(random.nextInt(5));
        (random.nextBoolean() ? faults.after(units(60)) : faults.afterMessages(random.nextInt(20))).releaseAcks();
    }

    /**
     * Faults of a whole connection occur at a message, while the stream is live. At a later time they would lose its
     * last response or break the stream that follows it.
     */
    private void end(StreamFaults faults) {
        StreamFaults.At at = switch (random.nextInt(4)) {
            case 0 -> faults.afterAcks(1 + random.nextInt(20));
            case 1 -> faults.after(units(60));
            default -> faults.afterMessages(random.nextInt(40));
        };
        switch (random.nextInt(10)) {
            case 0, 1 -> at.fail(RETRYABLE.get(random.nextInt(RETRYABLE.size())));
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
            case 0 -> faults.refuse(RETRYABLE.get(random.nextInt(RETRYABLE.size())));
            case 1 -> faults.createAfter(units(50));
            case 2 -> faults.neverAnswer();
            case 3 -> faults.createWithoutId();
            case 4 -> faults.answerCreateWithAck();
            case 5 -> faults.answerCreateWithEmptyMessage();
            case 6 -> faults.neverRead();
            default -> faults.headersAfter(units(50));
        }
    }

    private void unexpectedMessageDuringPause(StreamFaults faults, int stream) {
        StreamFaults.At at = faults.afterAcks(1 + random.nextInt(10));
        at.closeSignal(units(60));
        unexpectedMessage(at, random.nextInt(5), stream);
    }

    private void unexpectedMessage(StreamFaults.At at, int kind, int stream) {
        switch (kind) {
            case 0 -> at.sendAckWithoutOffset();
            case 1 -> at.sendCreatedAgain();
            case 2 -> at.sendEmptyMessage();
            default -> {
                at.sendAck(0);
                return;
            }
        }
        // The client no longer reads; a further ack would look like one that the client lost.
        at.stopAcks();
        detached.add(stream);
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
