package io.github.zerobus.engine.time;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The serial executor of a sub-stream, and the only way to run a step on it. A step may throw anything: its owner then
 * gets the {@code Throwable} and restores a known state. A loop may end at any time: its owner is notified, and later
 * steps run in the threads that submit them, still one after the other.
 */
public final class LoopExecutor implements Executor {

    /** While memory is short, steps and their owner need several attempts. They take one second at most. */
    private static final int ATTEMPTS = 100;

    private static final long WAIT_NANOS = 10_000_000;

    private final Executor loop;
    /** Runs steps after the end of the loop. */
    private final SerialExecutor orphans = new SerialExecutor(Runnable::run);

    private volatile @Nullable Owner owner;
    private volatile boolean ended;

    public LoopExecutor(Executor loop) {
        this.loop = loop;
    }

    /** Handles the failures of steps, on the serial executor. */
    public interface Owner {

        /** A step threw and may have left its work half done. */
        void stepFailed(Throwable fault);

        /** The owner itself threw while it handled a fault; what remains is to end. */
        void cannotRecover(Throwable fault);

        /** The loop accepts no more steps; called once, before the steps that it rejected. */
        void loopEnded(RuntimeException rejection);
    }

    /** Sets the owner, before its first step. A loop that had ended for an earlier owner is tried again. */
    public void ownedBy(Owner value) {
        owner = value;
        ended = false;
    }

    @Override
    public void execute(Runnable step) {
        submit(guarded(step));
    }

    /** Returns a step that hands whatever it throws to the owner. One object can be submitted any number of times. */
    public Guarded guarded(Runnable step) {
        return new Guarded(step);
    }

    /** Submits a guarded step without allocating. A step is not dropped while memory is short, but submitted again. */
    public void submit(Guarded step) {
        for (int attempt = 1; !isSubmitted(step, attempt == ATTEMPTS); attempt++) {
            LockSupport.parkNanos(WAIT_NANOS);
        }
    }

    private boolean isSubmitted(Guarded step, boolean last) {
        try {
            loop.execute(step);
        } catch (RuntimeException e) {
            // Ended, or for example without a descriptor for a loop that is created when it is used.
            runOrphan(step, e);
        } catch (VirtualMachineError e) {
            if (last) {
                throw e;
            }
            return false;
        }
        return true;
    }

    /**
     * Runs a step after a short delay: with the loop's own timer if it has one, since the timer thread would have to
     * wake the loop.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // scheduling does not fail
    public void executeAfter(long nanos, Timers timers, Runnable step) {
        Guarded guarded = guarded(step);
        if (loop instanceof ScheduledExecutorService clock) {
            try {
                clock.schedule(guarded, nanos, TimeUnit.NANOSECONDS);
            } catch (RuntimeException e) {
                runOrphan(guarded, e);
            }
        } else {
            timers.schedule(nanos, () -> submit(guarded));
        }
    }

    private void runOrphan(Guarded step, RuntimeException rejection) {
        if (!ended) {
            orphans.execute(() -> {
                Owner notified = owner;
                if (!ended && notified != null) {
                    ended = true;
                    notified.loopEnded(rejection);
                }
            });
        }
        orphans.execute(step);
    }

    /**
     * Reports the failure of a step that ran on the loop without being submitted here. Called on the loop. Allocates
     * nothing, since what it throws would end the loop.
     */
    public void stepFailed(Throwable fault) {
        Owner notified = owner;
        if (notified != null && !recovers(notified, fault, false)) {
            recovers(notified, fault, true);
        }
    }

    private static boolean recovers(Owner owner, Throwable fault, boolean lastResort) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                if (lastResort) {
                    owner.cannotRecover(fault);
                } else {
                    owner.stepFailed(fault);
                }
                return true;
            } catch (VirtualMachineError e) {
                LockSupport.parkNanos(WAIT_NANOS);
            } catch (Throwable e) {
                return false;
            }
        }
        return false;
    }

    /** A step whose failure goes to the owner of the loop. */
    public final class Guarded implements Runnable {

        private final Runnable step;

        private Guarded(Runnable step) {
            this.step = step;
        }

        @Override
        public void run() {
            try {
                step.run();
            } catch (Throwable e) {
                stepFailed(e);
            }
        }
    }
}
