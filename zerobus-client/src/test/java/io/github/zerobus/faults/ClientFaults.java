package io.github.zerobus.faults;

import io.github.zerobus.StreamListener;
import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.stream.ThrowingCalls;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Random faults on the client's own side: of its steps, its loops, and the code of the application. Thread-safe. */
final class ClientFaults {

    /** What can fail. */
    enum Kind {
        CALL,
        CLOCK,
        LOOP_ENDS,
        LOOP_HANGS,
        EXECUTOR,
        LISTENER,
        HEADERS
    }

    private final Map<Kind, Shots> shots = new EnumMap<>(Kind.class);
    private final ThrowingCalls.Fault thrown;
    private final boolean refuses;

    /** Draws the faults: none in half of the schedules. */
    ClientFaults(Random random) {
        boolean any = random.nextBoolean();
        for (Kind kind : Kind.values()) {
            boolean loop = kind == Kind.LOOP_ENDS || kind == Kind.LOOP_HANGS;
            boolean drawn = any && random.nextInt(loop ? 8 : 3) == 0;
            if (drawn) {
                shots.put(kind, Shots.draw(random));
            }
        }
        thrown = List.of(ThrowingCalls.Fault.values()).get(random.nextInt(ThrowingCalls.Fault.values().length));
        refuses = random.nextBoolean();
    }

    Shots shots(Kind kind) {
        return shots.getOrDefault(kind, Shots.none());
    }

    ThrowingCalls.Fault thrown() {
        return thrown;
    }

    boolean isDrawn(Kind kind) {
        return shots.containsKey(kind);
    }

    boolean occurred(Kind kind) {
        return shots(kind).haveFired();
    }

    /** Whether a step of the client may have been left half done. */
    boolean stepFailed() {
        return occurred(Kind.CALL) || occurred(Kind.CLOCK);
    }

    /** Whether a loop may have dropped what it received. */
    boolean loopEnded() {
        return occurred(Kind.LOOP_ENDS) || occurred(Kind.LOOP_HANGS);
    }

    /** Throws in operations of calls. */
    ThrowingCalls calls() {
        return new ThrowingCalls(operation -> shots(Kind.CALL).getAsBoolean(), thrown);
    }

    /** Returns a loop that ends or hangs. */
    Executor loop(Executor loop) {
        return new FailingLoop(loop, shots(Kind.LOOP_ENDS), shots(Kind.LOOP_HANGS));
    }

    /** Returns a callback executor that refuses tasks, or runs them in the calling thread. */
    Executor callbackExecutor(Executor executor) {
        return task -> {
            if (!shots(Kind.EXECUTOR).getAsBoolean()) {
                executor.execute(task);
            } else if (refuses) {
                throw new RejectedExecutionException("full");
            } else {
                task.run();
            }
        };
    }

    /** Returns a listener that throws after each notification that it records. */
    StreamListener listener(RecordingListener listener) {
        return new ThrowingListener(listener, () -> {
            if (shots(Kind.LISTENER).getAsBoolean()) {
                thrown.raise("a listener");
            }
        });
    }

    /** Returns a provider that may throw anything. */
    HeadersProvider headers(HeadersProvider provider) {
        return table -> {
            if (shots(Kind.HEADERS).getAsBoolean()) {
                thrown.raise("a headers provider");
            }
            return provider.headers(table);
        };
    }

    void tally(Tally tally) {
        tally.count(Tally.Outcome.STEP_FAILED, stepFailed());
        tally.count(Tally.Outcome.LOOP_ENDED, loopEnded());
        tally.count(Tally.Outcome.EXECUTOR_REFUSED, occurred(Kind.EXECUTOR));
        tally.count(Tally.Outcome.LISTENER_THREW, occurred(Kind.LISTENER));
        tally.count(Tally.Outcome.HEADERS_FAILED, occurred(Kind.HEADERS));
    }

    @Override
    public String toString() {
        return shots.keySet().stream().filter(this::occurred).toList() + " " + thrown;
    }
}
