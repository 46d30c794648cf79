package io.github.zerobus.engine.session;

import java.time.Duration;

/**
 * What a sub-stream tells of its present physical stream.
 *
 * @param id what the server calls it
 * @param openedAt when it opened
 */
record PhysicalStream(String id, long openedAt) {

    Duration age(long now) {
        return Duration.ofNanos(Math.max(0, now - openedAt));
    }
}
