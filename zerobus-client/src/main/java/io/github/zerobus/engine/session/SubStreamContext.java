package io.github.zerobus.engine.session;

import io.github.zerobus.engine.time.LoopExecutor;
import io.github.zerobus.engine.time.LoopTimer;

/**
 * What the parts of one sub-stream have in common.
 *
 * @param index 0 to 63
 * @param stream what all sub-streams have in common
 * @param loop the serial executor
 */
record SubStreamContext(int index, StreamContext stream, LoopExecutor loop) {

    LoopTimer newTimer() {
        return new LoopTimer(stream.timers(), loop);
    }

    /** Prefix of messages about the sub-stream. */
    String where() {
        return stream.where(index);
    }
}
