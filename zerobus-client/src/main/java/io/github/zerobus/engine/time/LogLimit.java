package io.github.zerobus.engine.time;

import java.util.concurrent.TimeUnit;

/** Limits messages of one kind to one in a minute, and counts the others. Several threads may count wrongly. */
public final class LogLimit {

    private static final long INTERVAL = TimeUnit.MINUTES.toNanos(1);

    private boolean used;
    private long last;
    private int omitted;

    /** Whether a message may be logged now; counts it otherwise. */
    public boolean allows(long now) {
        if (used && now - last < INTERVAL) {
            omitted++;
            return false;
        }
        used = true;
        last = now;
        return true;
    }

    /** End of a message that was allowed: how many were omitted before it. */
    public String omitted() {
        int count = omitted;
        omitted = 0;
        return count == 0 ? "" : " (" + count + " similar messages in between were not logged)";
    }
}
