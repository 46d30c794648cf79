package io.github.zerobus.autoconfigure;

import java.time.Duration;

/** Waits before a poisoned stream reopens automatically. Bound to {@code reopen} of a stream. */
public class ZerobusReopenProperties {

    /**
     * Initial wait before a poisoned stream reopens automatically, doubled after each attempt. Half of each wait is
     * random.
     */
    private Duration backoff = Duration.ofSeconds(5);

    /**
     * Maximum wait before a poisoned stream reopens automatically. Also the first wait if the cause is a missing grant
     * or the configuration.
     */
    private Duration maxBackoff = Duration.ofMinutes(5);

    public Duration getBackoff() {
        return backoff;
    }

    public void setBackoff(Duration backoff) {
        this.backoff = backoff;
    }

    public Duration getMaxBackoff() {
        return maxBackoff;
    }

    public void setMaxBackoff(Duration maxBackoff) {
        this.maxBackoff = maxBackoff;
    }
}
