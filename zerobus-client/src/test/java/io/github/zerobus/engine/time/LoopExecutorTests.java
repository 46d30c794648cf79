package io.github.zerobus.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopExecutorTests {

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final ThreadTimers timers = new ThreadTimers("loop-executor-tests");
    private final RecordingOwner owner = new RecordingOwner();

    @AfterEach
    void end() {
        thread.shutdownNow();
        timers.close();
    }

    @Test
    void ownerGetsWhatStepThrows() {
        LoopExecutor loop = owned(Runnable::run);
        AssertionError fault = new AssertionError("a step");

        loop.execute(() -> {
            throw fault;
        });
        loop.submit(loop.guarded(() -> sneak(new Exception("checked"))));

        assertThat(owner.events).containsExactly("failed a step", "failed checked");
    }

    @Test
    void ownerIsAskedAgainWhileMemoryIsShort() {
        LoopExecutor loop = owned(Runnable::run);
        owner.failures.add(new OutOfMemoryError());
        owner.failures.add(new OutOfMemoryError());

        loop.stepFailed(new OutOfMemoryError("first"));

        assertThat(owner.events).containsExactly("failed first", "failed first", "failed first");
    }

    @Test
    void ownerThatThrowsCannotRecover() {
        LoopExecutor loop = owned(Runnable::run);
        owner.failures.add(new IllegalStateException());

        loop.stepFailed(new OutOfMemoryError("first"));

        assertThat(owner.events).containsExactly("failed first", "cannot recover first");
    }

    @Test
    void ownerIsNotifiedOnceOfEndedLoopAndStepsRunInOrder() {
        LoopExecutor loop = owned(task -> {
            throw new RejectedExecutionException("ended");
        });

        loop.execute(() -> {
            loop.execute(() -> owner.events.add("nested"));
            owner.events.add("first");
        });
        loop.executeAfter(0, runNow(), () -> owner.events.add("second"));

        assertThat(owner.events).containsExactly("ended", "first", "nested", "second");
    }

    @Test
    void loopThatThrowsAnythingElseHasEndedToo() {
        LoopExecutor loop = owned(task -> {
            throw new IllegalStateException("no descriptors");
        });

        loop.execute(() -> owner.events.add("step"));

        assertThat(owner.events).containsExactly("ended", "step");
    }

    @Test
    void delayedStepRunsOnTheLoopItself() throws Exception {
        LoopExecutor loop = owned(thread);
        CompletableFuture<Thread> ran = new CompletableFuture<>();

        loop.executeAfter(1, timers, () -> ran.complete(Thread.currentThread()));

        Thread expected =
                CompletableFuture.supplyAsync(Thread::currentThread, thread).get(10, TimeUnit.SECONDS);
        assertThat(ran.get(10, TimeUnit.SECONDS)).isSameAs(expected);
    }

    @Test
    void delayedStepOfEndedLoopRuns() {
        LoopExecutor loop = owned(thread);
        thread.shutdownNow();

        loop.executeAfter(1, timers, () -> owner.events.add("step"));

        assertThat(owner.events).containsExactly("ended", "step");
    }

    private LoopExecutor owned(Executor executor) {
        LoopExecutor loop = new LoopExecutor(executor);
        loop.ownedBy(owner);
        return loop;
    }

    private static Timers runNow() {
        return new Timers() {
            @Override
            public long nanoTime() {
                return 0;
            }

            @Override
            public Timer schedule(long delayNanos, Runnable task) {
                task.run();
                return () -> {};
            }

            @Override
            public void close() {}
        };
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void sneak(Throwable checked) throws T {
        throw (T) checked;
    }

    private static final class RecordingOwner implements LoopExecutor.Owner {

        private final List<String> events = new ArrayList<>();
        /** What the owner throws, first call first. */
        private final List<Throwable> failures = new ArrayList<>();

        @Override
        public void stepFailed(Throwable fault) {
            events.add("failed " + fault.getMessage());
            if (!failures.isEmpty()) {
                LoopExecutorTests.<RuntimeException>sneak(failures.remove(0));
            }
        }

        @Override
        public void cannotRecover(Throwable fault) {
            events.add("cannot recover " + fault.getMessage());
        }

        @Override
        public void loopEnded(RuntimeException rejection) {
            events.add("ended");
        }
    }
}
