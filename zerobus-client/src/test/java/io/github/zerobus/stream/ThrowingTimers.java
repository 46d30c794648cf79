package io.github.zerobus.stream;

import io.github.zerobus.engine.time.LoopExecutor;
import io.github.zerobus.engine.time.Timers;
import io.github.zerobus.engine.wire.GrpcConnection;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Timers and a clock that throw in steps of the engine: between any two changes that a step makes. */
final class ThrowingTimers implements Timers {

    /** What runs on a serial executor: submitted steps, and callbacks of calls. */
    private static final Set<String> STEPS =
            Set.of(LoopExecutor.Guarded.class.getName(), GrpcConnection.class.getName());

    private final Timers timers;
    private final BooleanSupplier fails;
    private final ThrowingCalls.Fault fault;

    /**
     * Creates timers.
     *
     * @param fails decides about each call in a step
     */
    ThrowingTimers(Timers timers, BooleanSupplier fails, ThrowingCalls.Fault fault) {
        this.timers = timers;
        this.fails = fails;
        this.fault = fault;
    }

    private void check(String call) {
        if (isInStep() && fails.getAsBoolean()) {
            fault.raise(call);
        }
    }

    private static boolean isInStep() {
        return StackWalker.getInstance().walk(frames -> frames.anyMatch(frame -> STEPS.contains(frame.getClassName())));
    }

    @Override
    public long nanoTime() {
        check("nanoTime");
        return timers.nanoTime();
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        check("schedule");
        return timers.schedule(delayNanos, task);
    }

    @Override
    public <T extends @Nullable Object> T await(Future<T> future, long nanos)
            throws InterruptedException, ExecutionException, TimeoutException {
        return timers.await(future, nanos);
    }

    @Override
    public void close() {
        timers.close();
    }
}
