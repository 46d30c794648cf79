package io.github.zerobus.embedded.columns;

import com.google.gson.stream.JsonReader;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a table. Thread-safe, and immutable but for a cache. */
public final class TableColumns {

    private final StructType row;
    private final RowReader json = new JsonRows();

    /** The reader for the latest descriptor, which reconnected streams share. */
    private volatile @Nullable ProtobufRows latest;

    TableColumns(List<Column> columns) {
        this.row = new StructType(columns);
    }

    /**
     * Returns the reader of JSON records.
     *
     * @return a reader for valid JSON objects
     */
    public RowReader json() {
        return json;
    }

    /**
     * Compares a descriptor with the columns.
     *
     * @param descriptor message type of the records of a stream
     * @return a reader for its messages
     * @throws SchemaMismatch if they do not fit
     */
    public RowReader protobuf(Descriptor descriptor) {
        ProtobufRows known = latest;
        if (known != null && known.descriptor.toProto().equals(descriptor.toProto())) {
            return known;
        }
        SchemaMismatch.Collector mismatches = new SchemaMismatch.Collector();
        row.match(descriptor, "", mismatches);
        mismatches.throwIfAny();
        ProtobufRows rows = new ProtobufRows(descriptor);
        latest = rows;
        return rows;
    }

    private final class JsonRows implements RowReader {

        @Override
        public Map<String, @Nullable Object> read(ByteString record) {
            try (JsonReader reader = JsonDocuments.reader(record.toStringUtf8())) {
                return row.read(reader);
            } catch (IOException e) {
                throw new UncheckedIOException("The record is not valid JSON", e);
            }
        }

        @Override
        public long memory() {
            return 0;
        }
    }

    private final class ProtobufRows implements RowReader {

        /** Objects of a descriptor, compared with its serialized form. */
        private static final int OVERHEAD = 10;

        private final Descriptor descriptor;

        private ProtobufRows(Descriptor descriptor) {
            this.descriptor = descriptor;
        }

        @Override
        public Map<String, @Nullable Object> read(ByteString record) {
            try {
                return row.convert(
                        DynamicMessage.newBuilder(descriptor).mergeFrom(record).buildPartial());
            } catch (InvalidProtocolBufferException e) {
                throw new UncheckedIOException("The record does not match its descriptor", e);
            }
        }

        @Override
        public long memory() {
            return (long) OVERHEAD * descriptor.toProto().getSerializedSize();
        }
    }

    /** Returns the columns as in the parentheses of a CREATE TABLE statement. */
    @Override
    public String toString() {
        return row.columnList();
    }
}
