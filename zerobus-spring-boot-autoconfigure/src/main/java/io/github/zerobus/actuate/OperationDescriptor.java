package io.github.zerobus.actuate;

import io.github.zerobus.StreamSnapshot;
import io.github.zerobus.StreamState;
import io.github.zerobus.ZerobusException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Result of an operation of the endpoint on a stream.
 *
 * @param operation flush or reopen
 * @param complete of a flush, whether all records admitted before it are durable; of a reopening, whether the stream is
 *     open
 * @param state state of the stream after the operation
 * @param generation how often the stream was opened
 * @param remainingRequests number of requests that are not durable yet
 * @param waited how long the operation took; null if it failed
 * @param error why the operation failed; null if it did not
 */
public record OperationDescriptor(
        String operation,
        boolean complete,
        StreamState state,
        int generation,
        long remainingRequests,
        @Nullable Duration waited,
        ZerobusDescriptor.@Nullable Failure error) {

    static OperationDescriptor of(String operation, boolean complete, StreamSnapshot stream, Duration waited) {
        return new OperationDescriptor(
                operation, complete, stream.state(), stream.generation(), stream.inflightRequests(), waited, null);
    }

    static OperationDescriptor failed(String operation, StreamSnapshot stream, ZerobusException failure) {
        return new OperationDescriptor(
                operation,
                false,
                stream.state(),
                stream.generation(),
                stream.inflightRequests(),
                null,
                ZerobusDescriptor.Failure.of(failure));
    }
}
