package io.github.zerobus.engine.session;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.TableName;
import io.github.zerobus.engine.time.Timers;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What all sub-streams of a stream have in common.
 *
 * @param name the stream's name, for messages and threads
 * @param table its table
 * @param options its limits
 * @param create the first message of each physical stream, encoded
 * @param descriptor message type of the records, for protobuf
 * @param timers the only clock
 * @param workers runs code of the application that may block: providers of headers and tokens
 * @param random for jitter
 * @param listener told about everything
 */
public record StreamContext(
        String name,
        TableName table,
        StreamOptions options,
        ByteString create,
        @Nullable Descriptor descriptor,
        Timers timers,
        ExecutorService workers,
        RandomGenerator random,
        StreamListener listener) {

    /** Names and types of the records' fields, for whoever has to compare them with the table's. */
    public List<String> columns() {
        return descriptor == null
                ? List.of()
                : descriptor.getFields().stream().map(StreamContext::column).toList();
    }

    private static String column(FieldDescriptor field) {
        return (field.isRepeated() ? "repeated " : "") + field.getName() + " "
                + field.getType().name().toLowerCase(Locale.ROOT);
    }

    /** How each message about the stream begins. */
    public String where() {
        return "stream '" + name + "', table " + table + ": ";
    }

    /** How each message about a sub-stream begins. */
    public String where(int subStream) {
        return "stream '" + name + "', sub-stream " + subStream + ", table " + table + ": ";
    }
}
