package io.github.zerobus;

import java.io.Serializable;

/**
 * Names one admitted request, a record or a batch: the index of its sub-stream in the top 6 bits of one {@code long},
 * its offset in that sub-stream in the other 58.
 *
 * <p>Opaque: ids of different sub-streams have no order, and an id means something only to the stream that gave it.
 * Indices 32 to 63 make {@link #raw()} negative. Immutable; making and reading one takes no lock.
 *
 * @param raw both numbers in one, for storing an id outside the process
 */
public record MessageId(long raw) implements Serializable {

    /** The most sub-streams that an id can tell apart. */
    public static final int MAX_SUB_STREAMS = 64;

    private static final int OFFSET_BITS = 58;

    /** The largest offset that fits beside the index. */
    public static final long MAX_OFFSET = (1L << OFFSET_BITS) - 1;

    /**
     * Packs an index and an offset.
     *
     * @throws IllegalArgumentException if the index is not 0 to 63 or the offset not 0 to {@link #MAX_OFFSET}
     */
    public static MessageId of(int subStream, long offset) {
        if (subStream < 0 || subStream >= MAX_SUB_STREAMS) {
            throw new IllegalArgumentException("sub-stream index must be 0 to 63, but is " + subStream);
        }
        if (offset < 0 || offset > MAX_OFFSET) {
            throw new IllegalArgumentException("offset must be 0 to " + MAX_OFFSET + ", but is " + offset);
        }
        return new MessageId(((long) subStream << OFFSET_BITS) | offset);
    }

    /**
     * Reads what {@link #toString()} wrote.
     *
     * @throws IllegalArgumentException if the text is not index, hyphen, offset
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

    /** Index of the sub-stream that holds the request, 0 to 63. */
    public int subStream() {
        return (int) (raw >>> OFFSET_BITS);
    }

    /** Position of the request in its sub-stream, from 0 on; goes on across recovery. */
    public long offset() {
        return raw & MAX_OFFSET;
    }

    /** Index and offset, as in {@code 3-1042}. */
    @Override
    public String toString() {
        return subStream() + "-" + offset();
    }
}
