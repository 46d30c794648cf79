package io.github.zerobus.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResumableLoopTests {

    private final List<Long> calls = new ArrayList<>();

    @Test
    void callIsRepeatedWhileMemoryIsShort() {
        int[] left = {2};
        ResumableLoop loop = new ResumableLoop(3, index -> {
            calls.add(index);
            if (index == 1 && left[0]-- > 0) {
                throw new OutOfMemoryError("injected");
            }
        });

        loop.run();

        assertThat(calls).containsExactly(0L, 1L, 1L, 1L, 2L);
    }

    @Test
    void callThatThrowsDoesNotEndLoop() {
        ResumableLoop loop = new ResumableLoop(3, index -> {
            calls.add(index);
            throw new IllegalStateException("injected");
        });

        loop.run();

        assertThat(calls).containsExactly(0L, 1L, 2L);
    }

    @Test
    void secondRunContinuesBehindCallThatHangs() {
        ResumableLoop[] loop = {null};
        loop[0] = new ResumableLoop(4, index -> {
            calls.add(index);
            if (index == 1) {
                // As another thread does while this call hangs.
                loop[0].run();
            }
        });

        loop[0].run();

        assertThat(calls).containsExactly(0L, 1L, 2L, 3L);
    }
}
