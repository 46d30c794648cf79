package io.github.zerobus;

/**
 * Takes the requests that the service refuses to accept, if {@link FailureOptions#badRecords()} is
 * {@link BadRecordAction#ISOLATE}. Called for one request after the other on a thread of the stream, which may block.
 */
@FunctionalInterface
public interface DeadLetterHandler {

    /**
     * Stores a request, so that someone can look at it. When this returns, the stream forgets the request: its future
     * fails with {@link InvalidRecordException}. If it throws, or does not return within
     * {@link StreamOptions#flushTimeout()}, the stream keeps the request and is poisoned.
     *
     * @param letter the request and the reason
     * @throws Exception if the request is not stored
     */
    void handle(DeadLetter letter) throws Exception;
}
