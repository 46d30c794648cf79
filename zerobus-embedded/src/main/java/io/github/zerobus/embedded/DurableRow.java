package io.github.zerobus.embedded;

import com.google.protobuf.ByteString;
import io.github.zerobus.embedded.columns.RowReader;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row that the server made durable. Immutable; two rows are equal if their bytes and their origin are. {@code
 * toString} does not contain the bytes.
 */
public final class DurableRow {

    /** This object, its byte string and array, and its place in a list. */
    private static final long OVERHEAD = 128;

    private final ByteString bytes;
    private final int stream;
    private final long wireOffset;
    private final @Nullable RowReader reader;

    DurableRow(ByteString bytes, int stream, long wireOffset, @Nullable RowReader reader) {
        this.bytes = bytes;
        this.stream = stream;
        this.wireOffset = wireOffset;
        this.reader = reader;
    }

    /**
     * Returns the row as the client sent it.
     *
     * @return the bytes of one JSON object or of one protobuf message
     */
    public ByteString bytes() {
        return bytes;
    }

    /**
     * Returns the row as text, for tables with JSON records.
     *
     * @return the bytes, decoded as UTF-8
     */
    public String text() {
        return bytes.toStringUtf8();
    }

    /**
     * Returns the values of the row, for tables with columns. The values of JSON and of protobuf are the same:
     *
     * <table>
     * <caption>Types of values</caption>
     * <tr><th>Column</th><th>Value</th></tr>
     * <tr><td>STRING, CHAR, VARCHAR</td><td>{@link String}</td></tr>
     * <tr><td>BOOLEAN</td><td>{@link Boolean}</td></tr>
     * <tr><td>TINYINT, SMALLINT, INT, BIGINT</td>
     * <td>{@link Byte}, {@link Short}, {@link Integer}, {@link Long}</td></tr>
     * <tr><td>FLOAT, DOUBLE</td><td>{@link Float}, {@link Double}</td></tr>
     * <tr><td>DECIMAL</td><td>{@link java.math.BigDecimal} with the scale of the column</td></tr>
     * <tr><td>DATE, TIMESTAMP, TIMESTAMP_NTZ</td><td>{@link java.time.LocalDate}, {@link java.time.Instant},
     * {@link java.time.LocalDateTime}</td></tr>
     * <tr><td>BINARY</td><td>{@link ByteString}</td></tr>
     * <tr><td>ARRAY</td><td>{@link java.util.List}</td></tr>
     * <tr><td>MAP, STRUCT</td><td>{@link Map}</td></tr>
     * <tr><td>VARIANT</td><td>the document as maps, lists, text, booleans and {@link java.math.BigDecimal}</td></tr>
     * </table>
     *
     * @return the values of all columns in their order, null for those without a value; unmodifiable
     * @throws IllegalStateException if the table had no columns when the stream of this row was created, or the server
     *     does not {@linkplain EmbeddedZerobusServerBuilder#validateRecords validate} records
     */
    public Map<String, @Nullable Object> values() {
        if (reader == null) {
            throw new IllegalStateException(
                    "The row has no columns: declare them, by ddl or table of the builder of the"
                            + " server or by columns of the table, before the stream is opened");
        }
        return reader.read(bytes);
    }

    /**
     * Returns one of the {@link #values()}.
     *
     * @param column name of the column
     * @return its value, which may be null
     * @throws IllegalArgumentException if there is no such column
     * @throws IllegalStateException as for {@link #values()}
     */
    public @Nullable Object get(String column) {
        Map<String, @Nullable Object> values = values();
        if (!values.containsKey(column)) {
            throw new IllegalArgumentException(
                    "The table has no column '" + column + "'; it has " + String.join(", ", values.keySet()));
        }
        return values.get(column);
    }

    /**
     * Returns the physical stream on which the row arrived.
     *
     * @return its {@link ObservedStream#index() index} in the table, from 0
     */
    public int stream() {
        return stream;
    }

    /**
     * Returns the wire offset of the message that contained the row.
     *
     * @return the offset in its physical stream, from 0; the rows of one batch share it
     */
    public long wireOffset() {
        return wireOffset;
    }

    /** Estimated memory, with the objects that hold the bytes. */
    long memory() {
        return OVERHEAD + bytes.size();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DurableRow row
                && stream == row.stream
                && wireOffset == row.wireOffset
                && bytes.equals(row.bytes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(bytes, stream, wireOffset);
    }

    @Override
    public String toString() {
        return "DurableRow[" + bytes.size() + " bytes, stream " + stream + ", wire offset " + wireOffset + "]";
    }
}
