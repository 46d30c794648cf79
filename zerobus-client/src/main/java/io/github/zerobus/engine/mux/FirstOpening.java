package io.github.zerobus.engine.mux;

import io.github.zerobus.Startup;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.session.StreamContext;
import io.github.zerobus.engine.session.SubStream;
import io.github.zerobus.engine.time.Timers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The first opening of a stream: decided when all sub-streams have opened or failed, or when the time is up.
 * Thread-safe.
 */
final class FirstOpening {

    private final StreamContext context;
    private final List<SubStream> subStreams;
    private final Steps steps;
    private final OpeningFailures failures;
    private final Outcome outcome;

    FirstOpening(StreamContext context, List<SubStream> subStreams, Steps steps, Outcome outcome) {
        this.context = context;
        this.subStreams = subStreams;
        this.steps = steps;
        this.failures = new OpeningFailures(context);
        this.outcome = outcome;
    }

    /** Receives the outcome, more than once if the opening is settled again. */
    interface Outcome {

        void opened();

        void openingFailed(StreamOpenException failure);
    }

    void start() {
        Duration jitter =
                subStreams.size() == 1 ? Duration.ZERO : context.options().openJitter();
        for (SubStream subStream : subStreams) {
            subStream.open(Duration.ofNanos((long) (context.random().nextDouble() * Timers.nanos(jitter))));
        }
        CompletableFuture<?>[] settled = subStreams.stream()
                .map(subStream -> subStream.opened().handle((done, failure) -> failure))
                .toArray(CompletableFuture<?>[]::new);
        Timers.Timer limit = limit();
        steps.then(CompletableFuture.allOf(settled), () -> {
            limit.cancel();
            settle();
        });
    }

    private Timers.Timer limit() {
        if (context.options().startup() == Startup.BACKGROUND) {
            return () -> {};
        }
        return steps.after(Timers.nanos(context.options().startupTimeout()), this::settle);
    }

    void settle() {
        for (SubStream subStream : subStreams) {
            if (!subStream.opened().isDone() || subStream.failed().isDone()) {
                ZerobusException cause = subStream.failed().getNow(failures.notInTime(subStream));
                outcome.openingFailed(failures.failure("cannot open", subStream, cause));
                return;
            }
        }
        outcome.opened();
    }
}
