package io.github.zerobus.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Recovery of a sub-stream that lost its connection. Bound to {@code recovery} of a stream. */
public class ZerobusRecoveryProperties {

    /** Whether a sub-stream that lost its connection opens another one. */
    private boolean enabled = true;

    /** Maximum duration of one attempt. */
    private Duration timeout = Duration.ofSeconds(15);

    /**
     * Initial wait between attempts, doubled after each failure. Each wait is drawn from the upper half of its
     * step.
     */
    private Duration backoff = Duration.ofSeconds(2);

    /** Maximum wait between attempts. */
    private Duration maxBackoff = Duration.ofSeconds(30);

    /**
     * Maximum number of retries without durable progress. If not set, transient failures are retried until the
     * stream is closed.
     */
    private @Nullable Integer maxRetries;

    /**
     * Maximum time without durable progress after a failure. If not set, transient failures are retried until the
     * stream is closed.
     */
    private @Nullable Duration giveUpAfter;

    /**
     * How long a sub-stream must be open, with progress or with nothing pending, before the backoff starts again.
     */
    private Duration resetAfter = Duration.ofSeconds(15);

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public Duration getTimeout() {
        return timeout;
    }

    public void setTimeout(Duration timeout) {
        this.timeout = timeout;
    }

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

    public @Nullable Integer getMaxRetries() {
        return maxRetries;
    }

    public void setMaxRetries(@Nullable Integer maxRetries) {
        this.maxRetries = maxRetries;
    }

    public @Nullable Duration getGiveUpAfter() {
        return giveUpAfter;
    }

    public void setGiveUpAfter(@Nullable Duration giveUpAfter) {
        this.giveUpAfter = giveUpAfter;
    }

    public Duration getResetAfter() {
        return resetAfter;
    }

    public void setResetAfter(Duration resetAfter) {
        this.resetAfter = resetAfter;
    }
}
