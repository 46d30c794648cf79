package io.github.zerobus;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Access for the engine to what applications must not call: the constructors and limits that the types of this package
 * hide. The only door between the packages, so that none of those types has to open one. Not API.
 */
@Internal
public final class EngineAccess {

    /** What each record costs in the in-flight budget beside its payload, in bytes. */
    public static final int RECORD_OVERHEAD = StreamOptions.RECORD_OVERHEAD;

    private EngineAccess() {}

    /** Creates a snapshot of a stream. */
    public static StreamSnapshot streamSnapshot(
            String name,
            TableName table,
            StreamState state,
            long maxInflightRequests,
            long maxInflightBytes,
            @Nullable StreamPoisonedException poison,
            List<SubStreamSnapshot> subStreams) {
        return new StreamSnapshot(name, table, state, maxInflightRequests, maxInflightBytes, poison, subStreams);
    }

    /** Creates a snapshot of a sub-stream. */
    public static SubStreamSnapshot subStreamSnapshot(
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
            @Nullable ZerobusException lastFailure) {
        return new SubStreamSnapshot(
                index,
                state,
                streamId,
                ingestedRequests,
                ackedRequests,
                ingestedRecords,
                ackedRecords,
                sentBytes,
                inflightRequests,
                inflightBytes,
                oldestUnacked,
                withoutProgress,
                physicalStreamAge,
                lastFailure);
    }
}
