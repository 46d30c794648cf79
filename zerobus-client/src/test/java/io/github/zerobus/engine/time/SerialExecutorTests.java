package io.github.zerobus.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class SerialExecutorTests {

    private final List<String> events = new ArrayList<>();
    private final Queue<Runnable> submitted = new ArrayDeque<>();

    private void runSubmitted() {
        while (!submitted.isEmpty()) {
            submitted.remove().run();
        }
    }

    @Test
    void tasksRunOnceWhenExecutorAcceptsThemAndThrows() {
        SerialExecutor executor = new SerialExecutor(
                task -> {
                    submitted.add(task);
                    throw new OutOfMemoryError("no thread");
                },
                submitted::add);

        executor.execute(() -> events.add("first"));
        executor.execute(() -> events.add("second"));
        runSubmitted();

        assertThat(events).containsExactly("first", "second");
        assertThat(executor.isBusy()).isFalse();
    }

    @Test
    void tasksMoveToFallbackWhenExecutorRunsThemInTheCallingThread() {
        SerialExecutor executor = new SerialExecutor(Runnable::run, submitted::add);

        executor.execute(() -> events.add("task"));

        assertThat(events).isEmpty();
        runSubmitted();
        assertThat(events).containsExactly("task");
        assertThat(executor.isBusy()).isFalse();
    }

    @Test
    void restOfLoopIsKeptWhenFallbackRejectsIt() {
        boolean[] rejects = {false};
        SerialExecutor[] executor = {null};
        executor[0] = new SerialExecutor(submitted::add, task -> {
            if (rejects[0]) {
                throw new RejectedExecutionException();
            }
            submitted.add(task);
        });
        executor[0].execute(new ResumableLoop(3, index -> {
            events.add("call " + index);
            if (index == 0) {
                // As the watch does while this call hangs.
                rejects[0] = true;
                executor[0].leaveHanging();
                executor[0].leaveHanging();
                rejects[0] = false;
                executor[0].leaveHanging();
                runSubmitted();
            }
        }));

        runSubmitted();

        assertThat(events).containsExactly("call 0", "call 1", "call 2");
        assertThat(executor[0].isBusy()).isFalse();
    }
}
