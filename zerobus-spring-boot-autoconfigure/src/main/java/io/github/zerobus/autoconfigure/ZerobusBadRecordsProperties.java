package io.github.zerobus.autoconfigure;

import io.github.zerobus.BadRecordAction;

/** Records that the service refuses. Bound to {@code bad-records} of a stream. */
public class ZerobusBadRecordsProperties {

    /** What happens when the service refuses a record because of its content. */
    private BadRecordAction action = BadRecordAction.POISON;

    /** Maximum number of refused records per minute, beyond which the stream is poisoned. */
    private int maxPerMinute = 100;

    public BadRecordAction getAction() {
        return action;
    }

    public void setAction(BadRecordAction action) {
        this.action = action;
    }

    public int getMaxPerMinute() {
        return maxPerMinute;
    }

    public void setMaxPerMinute(int maxPerMinute) {
        this.maxPerMinute = maxPerMinute;
    }
}
