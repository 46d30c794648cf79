package io.github.zerobus.embedded.columns;

import com.google.protobuf.ByteString;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the records of a stream as rows. Immutable. */
public interface RowReader {

    /**
     * Reads a record.
     *
     * @param record bytes of a JSON object, or of a message of the descriptor
     * @return the values of all columns, null for those without a value; unmodifiable
     * @throws SchemaMismatch if the record does not fit the columns
     */
    Map<String, @Nullable Object> read(ByteString record);

    /**
     * Returns an estimate of the memory of this reader.
     *
     * @return number of bytes, without the columns
     */
    long memory();
}
