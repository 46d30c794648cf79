package io.github.zerobus;

import java.util.List;

/** Takes the requests that were not acked when a stream was closed. */
@FunctionalInterface
public interface UnackedHandler {

    /**
     * Takes requests, for example to write them to a file. Called at most once, on a thread of the stream, before the
     * futures of these requests fail; those of a poisoned stream have failed before. If it throws, or does not return
     * within {@link StreamOptions#callbackTimeout()}, the answer counts as {@link Answer#KEEP}.
     *
     * @param requests all unacked requests, in order for each sub-stream
     * @return whether the stream still owns them
     */
    Answer handle(List<UnackedBatch> requests);

    /** Who owns the requests from now on. */
    enum Answer {
        /** The handler has taken them. The stream forgets them. */
        TAKEN,
        /** The stream keeps them: they go to the rescue store, or stay available from the stream. */
        KEEP
    }
}
