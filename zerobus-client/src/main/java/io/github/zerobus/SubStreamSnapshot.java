package io.github.zerobus;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of one sub-stream at one moment.
 *
 * @param index 0 to 63
 * @param state what it does
 * @param streamId what the server calls its present physical stream, if it has one
 * @param ingestedRequests admitted since the start
 * @param ackedRequests durable since the start
 * @param ingestedRecords rows admitted since the start
 * @param ackedRecords rows durable since the start
 * @param sentBytes payload bytes handed to the transport, resends included
 * @param inflightRequests admitted and not acked
 * @param inflightBytes what they take of the budget
 * @param oldestUnacked age of the oldest of them, zero if there is none
 * @param withoutProgress time since the later of the last durable progress and the first pending request; zero if
 *     nothing is pending
 * @param physicalStreamAge time since its present physical stream opened, if it has one
 * @param lastFailure why a physical stream was lost or could not be opened, the last time that happened; stays after
 *     recovery
 */
public record SubStreamSnapshot(
        int index,
        SubStreamState state,
        @Nullable String streamId,
        long ingestedRequests,
        long ackedRequests,
        long ingestedRecords,
        long ackedRecords,
        long sentBytes,
        long inflightRequests,
        long inflightBytes,
        Duration oldestUnacked,
        Duration withoutProgress,
        @Nullable Duration physicalStreamAge,
        @Nullable ZerobusException lastFailure) {}
