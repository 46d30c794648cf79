package io.github.zerobus;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives the other packages of the client access to what the types of this package hide: constructors and limits that
 * applications must not use. Not API. A rule of the build refuses uses outside of the client.
 */
@Internal
public final class EngineAccess {

    /** What each record costs in the in-flight budget beside its payload, in bytes. */
    public static final int RECORD_OVERHEAD = StreamOptions.RECORD_OVERHEAD;

    private EngineAccess() {}

    /**
     * Creates the id of a request.
     *
     * @param subStream index of the sub-stream
     * @param offset position in the sub-stream
     * @return the id
     * @throws IllegalArgumentException if the index is not 0 to 63, or the offset does not fit in 58 bits
     */
    public static MessageId messageId(int subStream, long offset) {
        return MessageId.of(subStream, offset);
    }

    /**
     * Whether a payload is JSON that needs no check of its syntax.
     *
     * @param payload of any type
     * @return whether the syntax is known to be valid
     */
    public static boolean isWellFormedJson(Payload payload) {
        return payload.isWellFormedJson();
    }

    /**
     * Returns the rules of environment variables, for a client that connects to one host.
     *
     * @param variables environment variables by name
     * @param host the host to connect to
     * @return the rules
     * @throws InvalidOptionException if the address of the proxy is invalid
     */
    public static ProxyRules environmentProxy(Map<String, String> variables, String host) {
        return ProxyRules.environment(variables, host);
    }

    /**
     * Whether rules select a direct connection for all hosts.
     *
     * @param rules to look at
     * @return whether there is no proxy
     */
    public static boolean isDirect(ProxyRules rules) {
        return rules.isDirect();
    }

    /**
     * Returns the proxy for a host and the port of https; empty if it is connected directly.
     *
     * @param rules to apply
     * @param host the host to connect to
     * @return the proxy, or empty
     */
    public static Optional<HttpProxy> proxyFor(ProxyRules rules, String host) {
        return proxyFor(rules, host, 443);
    }

    /**
     * Returns the proxy for a host; empty if it is connected directly.
     *
     * @param rules to apply
     * @param host the host to connect to
     * @param port the port to connect to
     * @return the proxy, or empty
     */
    public static Optional<HttpProxy> proxyFor(ProxyRules rules, String host, int port) {
        InetSocketAddress address = rules.addressFor(host, port);
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

    /**
     * Creates a snapshot of a stream.
     *
     * @param name name of the stream
     * @param table its table
     * @param state its state
     * @param maxInflightRequests budget in requests
     * @param maxInflightBytes budget in bytes
     * @param poison why it is poisoned, or null
     * @param generation how often it was opened
     * @param replayedRecords records that were sent again after reopenings
     * @param nextTry time until the next attempt to reopen, or null
     * @param subStreams in the order of their indices
     * @return the snapshot
     */
    public static StreamSnapshot streamSnapshot(
            String name,
            TableName table,
            StreamState state,
            long maxInflightRequests,
            long maxInflightBytes,
            @Nullable StreamPoisonedException poison,
            int generation,
            long replayedRecords,
            @Nullable Duration nextTry,
            List<SubStreamSnapshot> subStreams) {
        StreamSnapshot.Reopening reopening = new StreamSnapshot.Reopening(generation, replayedRecords, nextTry);
        return new StreamSnapshot(
                name, table, state, maxInflightRequests, maxInflightBytes, poison, reopening, subStreams);
    }

    /**
     * Creates a snapshot of a sub-stream.
     *
     * @param index index of the sub-stream
     * @param state its state
     * @param streamId id of the physical stream, or null
     * @param ingestedRequests requests admitted
     * @param ackedRequests requests durable
     * @param ingestedRecords records admitted
     * @param ackedRecords records durable
     * @param sentBytes payload sent
     * @param resentBytes payload sent again
     * @param refusedRecords records that the service did not accept
     * @param handedOverRecords records that the application has taken back
     * @param inflightRequests requests unacked
     * @param inflightBytes their share of the budget
     * @param oldestUnacked age of the oldest of them
     * @param withoutProgress time without durable progress
     * @param physicalStreamAge age of the physical stream, or null
     * @param lastFailure last failure of a physical stream, or null
     * @return the snapshot
     */
    public static SubStreamSnapshot subStreamSnapshot(
            int index,
            SubStreamState state,
            @Nullable String streamId,
            long ingestedRequests,
            long ackedRequests,
            long ingestedRecords,
            long ackedRecords,
            long sentBytes,
            long resentBytes,
            long refusedRecords,
            long handedOverRecords,
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
                resentBytes,
                refusedRecords,
                handedOverRecords,
                inflightRequests,
                inflightBytes,
                oldestUnacked,
                withoutProgress,
                physicalStreamAge,
                lastFailure);
    }

    /**
     * Creates a failure of any kind.
     *
     * @param kind kind of the failure
     * @param retryable whether a retry makes sense
     * @param grpcCode code that the service sent, or null
     * @param message what failed and what to do
     * @param cause the cause, or null
     * @return the failure
     */
    public static ZerobusException failure(
            ErrorKind kind, boolean retryable, @Nullable GrpcCode grpcCode, String message, @Nullable Throwable cause) {
        return new ZerobusException(kind, retryable, grpcCode, message, cause);
    }

    /**
     * Creates a dead letter.
     *
     * @param stream name of the stream
     * @param table its table
     * @param id the request
     * @param key its routing key, or null
     * @param payloads its records
     * @param reason why the service refused it
     * @param attempts how often it was part of what the service refused
     * @return the dead letter
     */
    public static DeadLetter deadLetter(
            String stream,
            TableName table,
            MessageId id,
            @Nullable String key,
            List<Payload> payloads,
            ZerobusException reason,
            int attempts) {
        return new DeadLetter(stream, table, id, key, payloads, reason, attempts);
    }

    /**
     * Creates the failure of a request that the service refused.
     *
     * @param message what failed and where the request is
     * @param id the request
     * @param reason why the service refused it
     * @return the failure
     */
    public static InvalidRecordException invalidRecord(String message, MessageId id, ZerobusException reason) {
        return new InvalidRecordException(message, id, reason);
    }

    /**
     * Creates the failure of a request that is kept.
     *
     * @param message what failed and where the request is
     * @param id the request
     * @param location where it is
     * @return the failure
     */
    public static RecordKeptException recordKept(String message, MessageId id, String location) {
        return new RecordKeptException(message, id, location);
    }

    /**
     * Creates the failure of a request that was not durable in time.
     *
     * @param message what failed and what to do
     * @param id the request
     * @param waited the time limit
     * @return the failure
     */
    public static AwaitTimeoutException awaitTimeout(String message, MessageId id, Duration waited) {
        return new AwaitTimeoutException(message, id, waited);
    }

    /**
     * Creates the failure of a request that found no room in time.
     *
     * @param message what failed and what to do
     * @param requests use of the budget in requests
     * @param bytes use of the budget in bytes
     * @param waited how long the caller waited
     * @return the failure
     */
    public static InflightLimitException inflightLimit(
            String message,
            InflightLimitException.Usage requests,
            InflightLimitException.Usage bytes,
            Duration waited) {
        return new InflightLimitException(message, requests, bytes, waited);
    }

    /**
     * Creates the failure of an invalid option; the value must not be a secret.
     *
     * @param option name in kebab case
     * @param value the value; not a secret
     * @param remedy what the option has to be
     * @return the failure
     */
    public static InvalidOptionException invalidOption(String option, Object value, String remedy) {
        return new InvalidOptionException(option, value, remedy);
    }

    /**
     * Creates the failure of a proxy; the message must not contain its credentials.
     *
     * @param message what failed; without credentials
     * @param cause the cause, or null
     * @return the failure
     */
    public static ProxyException proxyFailure(String message, @Nullable Throwable cause) {
        return new ProxyException(message, cause);
    }

    /**
     * Creates the failure of records or a descriptor that do not match the table.
     *
     * @param retryable whether a retry makes sense
     * @param grpcCode code that the service sent
     * @param message what failed and what to do
     * @param fault what does not match
     * @param cause the cause, or null
     * @return the failure
     */
    public static SchemaException schemaFailure(
            boolean retryable, GrpcCode grpcCode, String message, SchemaFault fault, @Nullable Throwable cause) {
        return new SchemaException(retryable, grpcCode, message, fault, cause);
    }

    /**
     * Creates the failure of a call on a closed stream.
     *
     * @param message what failed and what to do
     * @param cause the cause, or null
     * @return the failure
     */
    public static StreamClosedException streamClosed(String message, @Nullable Throwable cause) {
        return new StreamClosedException(message, cause);
    }

    /**
     * Creates the failure of an interrupted wait; the caller restores the interrupt flag.
     *
     * @param message what the thread waited for
     * @param cause the interrupt
     * @return the failure
     */
    public static StreamInterruptedException streamInterrupted(String message, InterruptedException cause) {
        return new StreamInterruptedException(message, cause);
    }

    /**
     * Creates the failure of a stream that could not be opened.
     *
     * @param message what failed and what to do
     * @param table table of the stream
     * @param columns fields of the records with their types; empty for JSON
     * @param attempts number of attempts
     * @param lastCause failure of the last attempt
     * @return the failure
     */
    public static StreamOpenException openFailure(
            String message, TableName table, List<String> columns, int attempts, ZerobusException lastCause) {
        return new StreamOpenException(message, table, columns, attempts, lastCause);
    }

    /**
     * Creates the failure of a call on a poisoned stream.
     *
     * @param message what failed and what to do
     * @param subStream index of the sub-stream that ended
     * @param firstCause why it ended
     * @return the failure
     */
    public static StreamPoisonedException streamPoisoned(String message, int subStream, ZerobusException firstCause) {
        return new StreamPoisonedException(message, subStream, firstCause);
    }
}
