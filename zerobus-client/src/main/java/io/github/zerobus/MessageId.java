package io.github.zerobus;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Identifies one admitted request of a stream, a record or a batch. Immutable and thread-safe; compared by value.
 * Creating and reading an id takes no lock.
 *
 * <p>Ids are opaque: those of different sub-streams have no order, and an id is valid only for the stream that returned
 * it. {@link #raw()} and {@link #toString()} are forms for storing an id outside of the process.
 */
public final class MessageId implements Serializable {

    /** Maximum number of sub-streams that ids can distinguish. */
    static final int MAX_SUB_STREAMS = 64;

    private static final int OFFSET_BITS = 58;

    /** Largest offset that fits beside the index. */
    static final long MAX_OFFSET = (1L << OFFSET_BITS) - 1;

    /** Index of the sub-stream in the top 6 bits, offset in the other 58. Negative for the indices 32 to 63. */
    private final long raw;

    private MessageId(long raw) {
        this.raw = raw;
    }

    static MessageId of(int subStream, long offset) {
        if (subStream < 0 || subStream >= MAX_SUB_STREAMS) {
            throw new IllegalArgumentException("sub-stream index must be 0 to 63, but is " + subStream);
        }
        if (offset < 0 || offset > MAX_OFFSET) {
            throw new IllegalArgumentException("offset must be 0 to " + MAX_OFFSET + ", but is " + offset);
        }
        return new MessageId(((long) subStream << OFFSET_BITS) | offset);
    }

    /**
     * Restores an id from its numeric form.
     *
     * @param raw what {@link #raw()} returned; any value is valid
     * @return an equal id
     */
    public static MessageId fromRaw(long raw) {
        return new MessageId(raw);
    }

    /**
     * Restores an id from its text form.
     *
     * @param text what {@link #toString()} returned, such as {@code 3-1042}
     * @return an equal id
     * @throws IllegalArgumentException if the text is not an index, a hyphen and an offset
     */
    public static MessageId parse(String text) {
        int hyphen = text.indexOf('-');
        try {
            return of(
                    Integer.parseInt(text.substring(0, Math.max(hyphen, 0))),
                    Long.parseLong(text.substring(hyphen + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a message id looks like 3-1042, but is '" + text + "'", e);
        }
    }

    /**
     * The id as one number.
     *
     * @return the number; it may be negative
     */
    public long raw() {
        return raw;
    }

    /**
     * Index of the sub-stream that holds the request.
     *
     * @return 0 to 63
     */
    public int subStream() {
        return (int) (raw >>> OFFSET_BITS);
    }

    /**
     * Position of the request in its sub-stream. Offsets grow by one for each request, and continue across
     * recovery and reopening. The first one depends on the time at which the stream is built, so that an id from before
     * a restart never names a later request.
     *
     * @return the offset, 0 or more
     */
    public long offset() {
        return raw & MAX_OFFSET;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MessageId that && raw == that.raw;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(raw);
    }

    /** Returns index and offset, such as {@code 3-1042}. */
    @Override
    public String toString() {
        return subStream() + "-" + offset();
    }
}
