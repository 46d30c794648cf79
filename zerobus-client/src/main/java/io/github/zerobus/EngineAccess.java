package io.github.zerobus;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /**
     * Creates the id of a request.
     *
     * @throws IllegalArgumentException if the index is not 0 to 63, or the offset does not fit in 58 bits
     */
    public static MessageId messageId(int subStream, long offset) {
        return MessageId.of(subStream, offset);
    }

    /** Whether a payload is JSON that needs no check of its syntax. */
    public static boolean isWellFormedJson(Payload payload) {
        return payload.isWellFormedJson();
    }

    /** Returns the rules of environment variables, for a client that connects to one host. */
    public static ProxyRules environmentProxy(Map<String, String> variables, String host) {
        return ProxyRules.environment(variables, host);
    }

    /** Whether rules select a direct connection for all hosts. */
    public static boolean isDirect(ProxyRules rules) {
        return rules.isDirect();
    }

    /** Returns the proxy for a host; empty if it is connected directly. */
    public static Optional<HttpProxy> proxyFor(ProxyRules rules, String host) {
        InetSocketAddress address = rules.addressFor(host);
        return address == null
                ? Optional.empty()
                : Optional.of(new HttpProxy(
                        address, Optional.ofNullable(rules.user()), Optional.ofNullable(rules.password())));
    }

    /**
     * An HTTP proxy. Shows no credentials in {@code toString}.
     *
     * @param address unresolved
     * @param user empty if the proxy needs no credentials
     * @param password empty if the address has none
     */
    public record HttpProxy(InetSocketAddress address, Optional<String> user, Optional<String> password) {

        @Override
        public String toString() {
            return "HttpProxy[" + address.getHostString() + ":" + address.getPort() + "]";
        }
    }

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

    /** Creates a failure of any kind. */
    public static ZerobusException failure(
            ErrorKind kind, boolean retryable, @Nullable GrpcCode grpcCode, String message, @Nullable Throwable cause) {
        return new ZerobusException(kind, retryable, grpcCode, message, cause);
    }

    /** Creates the failure of a request that was not durable in time. */
    public static AwaitTimeoutException awaitTimeout(String message, MessageId id, Duration waited) {
        return new AwaitTimeoutException(message, id, waited);
    }

    /** Creates the failure of a request that found no room in time. */
    public static InflightLimitException inflightLimit(
            String message,
            InflightLimitException.Usage requests,
            InflightLimitException.Usage bytes,
            Duration waited) {
        return new InflightLimitException(message, requests, bytes, waited);
    }

    /** Creates the failure of an invalid option; the value must not be a secret. */
    public static InvalidOptionException invalidOption(String option, Object value, String remedy) {
        return new InvalidOptionException(option, value, remedy);
    }

    /** Creates the failure of a proxy; the message must not contain its credentials. */
    public static ProxyException proxyFailure(String message, @Nullable Throwable cause) {
        return new ProxyException(message, cause);
    }

    /** Creates the failure of records or a descriptor that do not match the table. */
    public static SchemaException schemaFailure(
            boolean retryable, GrpcCode grpcCode, String message, SchemaFault fault, @Nullable Throwable cause) {
        return new SchemaException(retryable, grpcCode, message, fault, cause);
    }

    /** Creates the failure of a call on a closed stream. */
    public static StreamClosedException streamClosed(String message, @Nullable Throwable cause) {
        return new StreamClosedException(message, cause);
    }

    /** Creates the failure of an interrupted wait; the caller restores the interrupt flag. */
    public static StreamInterruptedException streamInterrupted(String message, InterruptedException cause) {
        return new StreamInterruptedException(message, cause);
    }

    /** Creates the failure of a stream that could not be opened. */
    public static StreamOpenException openFailure(
            String message, TableName table, List<String> columns, int attempts, ZerobusException lastCause) {
        return new StreamOpenException(message, table, columns, attempts, lastCause);
    }

    /** Creates the failure of a call on a poisoned stream. */
    public static StreamPoisonedException streamPoisoned(String message, int subStream, ZerobusException firstCause) {
        return new StreamPoisonedException(message, subStream, firstCause);
    }
}
