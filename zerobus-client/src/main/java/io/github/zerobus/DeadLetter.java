package io.github.zerobus;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that the service refuses to accept. Immutable. Its text form shows no payload and no key. */
public final class DeadLetter {

    private final String stream;
    private final TableName table;
    private final MessageId id;
    private final @Nullable String key;
    private final List<Payload> payloads;
    private final ZerobusException reason;
    private final int attempts;

    DeadLetter(
            String stream,
            TableName table,
            MessageId id,
            @Nullable String key,
            List<Payload> payloads,
            ZerobusException reason,
            int attempts) {
        this.stream = stream;
        this.table = table;
        this.id = id;
        this.key = key;
        this.payloads = List.copyOf(payloads);
        this.reason = reason;
        this.attempts = attempts;
    }

    /**
     * Name of the stream.
     *
     * @return the name
     */
    public String stream() {
        return stream;
    }

    /**
     * Table to which the request was sent.
     *
     * @return the table
     */
    public TableName table() {
        return table;
    }

    /**
     * Id of the request.
     *
     * @return the id
     */
    public MessageId id() {
        return id;
    }

    /**
     * Routing key of the request.
     *
     * @return the key, or empty if it has none
     */
    public Optional<String> key() {
        return Optional.ofNullable(key);
    }

    /**
     * The records as they were admitted: one, or those of a batch, of which at least one was refused.
     *
     * @return the records in order; unmodifiable
     */
    public List<Payload> payloads() {
        return payloads;
    }

    /**
     * Why the service refused the request.
     *
     * @return the failure of the last attempt
     */
    public ZerobusException reason() {
        return reason;
    }

    /**
     * How often the request was part of what the service refused.
     *
     * @return at least 1
     */
    public int attempts() {
        return attempts;
    }

    @Override
    public String toString() {
        return "DeadLetter[" + stream + ", " + id + ", " + payloads.size() + " records]";
    }
}
