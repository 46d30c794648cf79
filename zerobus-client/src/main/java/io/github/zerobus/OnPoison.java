package io.github.zerobus;

/** What a stream does when it is poisoned. */
public enum OnPoison {
    /**
     * The stream ends: futures of unacked requests fail, and further ingests are refused with the first cause, until
     * the application reopens or closes the stream.
     */
    HALT,
    /**
     * The stream reopens automatically, with backoff, until that succeeds. Unacked requests are sent again, and their
     * futures stay attached. Ingests wait meanwhile, as they do during the opening.
     */
    REOPEN
}
