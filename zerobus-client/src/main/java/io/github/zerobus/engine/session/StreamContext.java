package io.github.zerobus.engine.session;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.TableName;
import io.github.zerobus.UnackedHandler;
import io.github.zerobus.engine.time.ConnectionRate;
import io.github.zerobus.engine.time.Timers;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What all sub-streams of a stream have in common. Immutable.
 *
 * @param name the stream's name, for messages and threads
 * @param table the target table
 * @param options the limits
 * @param create first message of each physical stream, encoded
 * @param descriptor message type of protobuf records
 * @param firstOffset the first logical offset of each sub-stream
 * @param timers clock and scheduler
 * @param workers executor for application code that may block: providers of headers and tokens
 * @param random source of jitter
 * @param connectionRate limit of connection attempts in the process
 * @param listener all listeners of the stream
 * @param rescue the rescue store, if there is one
 * @param unackedHandler takes what is unacked at the close, if there is one
 * @param deadLetters takes the requests that the service refuses
 */
public record StreamContext(
        String name,
        TableName table,
        StreamOptions options,
        ByteString create,
        @Nullable Descriptor descriptor,
        long firstOffset,
        Timers timers,
        ExecutorService workers,
        RandomGenerator random,
        ConnectionRate connectionRate,
        StreamListener listener,
        @Nullable Rescue rescue,
        @Nullable UnackedHandler unackedHandler,
        DeadLetters deadLetters) {

    /** Names and types of the records' fields, for comparison with the table's columns. */
    public List<String> columns() {
        return descriptor == null
                ? List.of()
                : descriptor.getFields().stream().map(StreamContext::column).toList();
    }

    private static String column(FieldDescriptor field) {
        return (field.isRepeated() ? "repeated " : "") + field.getName() + " "
                + field.getType().name().toLowerCase(Locale.ROOT);
    }

    /** Prefix of messages about the stream. */
    public String where() {
        return "stream '" + name + "', table " + table + ": ";
    }

    /** Prefix of messages about a sub-stream. */
    public String where(int subStream) {
        return "stream '" + name + "', sub-stream " + subStream + ", table " + table + ": ";
    }
}
