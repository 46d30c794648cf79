package io.github.zerobus.embedded;

import com.google.protobuf.ByteString;
import io.github.zerobus.embedded.service.Received;
import io.github.zerobus.embedded.service.StreamControl;
import io.github.zerobus.proto.CreateIngestStreamRequest;
import io.grpc.Metadata;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One physical stream as the server sees it. The inherited actions are performed immediately.
 *
 * <p>Values are those of the moment of the call; lists are copies. Thread-safe; does not block.
 */
public final class ObservedStream extends StreamActions {

    private final int index;
    private final Metadata metadata;
    private final Consumer<Consumer<StreamControl>> actions;
    private final long openedAt;
    private final RetainedItems<Message> messages;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock.
    private long messageCount;
    private long ackedUpTo = -1;
    private @Nullable CreateRequest create;
    private @Nullable String streamId;
    private @Nullable Termination termination;

    ObservedStream(
            int index,
            Metadata metadata,
            Consumer<Consumer<StreamControl>> actions,
            Retention retention,
            long openedAt) {
        this.index = index;
        this.metadata = metadata;
        this.actions = actions;
        this.messages = new RetainedItems<>(retention);
        this.openedAt = openedAt;
    }

    /** The create message of a stream. Immutable. */
    public static final class CreateRequest {

        private final CreateIngestStreamRequest request;

        private CreateRequest(CreateIngestStreamRequest request) {
            this.request = request;
        }

        /**
         * Returns the table to which the client wants to write.
         *
         * @return its full name, as the client sent it
         */
        public String tableName() {
            return request.getTableName();
        }

        /**
         * Returns the type of the records.
         *
         * @return the name in the protocol, such as {@code JSON} or {@code PROTO}
         */
        public String recordType() {
            return request.getRecordType().name();
        }

        /**
         * Returns the descriptor of protobuf records.
         *
         * @return a serialized {@code DescriptorProto}; empty if the client sent none
         */
        public Optional<ByteString> descriptor() {
            return request.hasDescriptorProto() ? Optional.of(request.getDescriptorProto()) : Optional.empty();
        }

        @Override
        public String toString() {
            return "CreateRequest[" + tableName() + ", " + recordType() + "]";
        }
    }

    /** One ingest message. Immutable; {@code toString} does not contain the records. */
    public static final class Message {

        /** The objects of a message, and those of each record. */
        private static final long OVERHEAD = 128;

        private static final long RECORD_OVERHEAD = 64;

        private final Received received;

        private Message(Received received) {
            this.received = received;
        }

        private long memory() {
            long memory = OVERHEAD;
            for (ByteString bytes : records()) {
                memory += RECORD_OVERHEAD + bytes.size();
            }
            return memory;
        }

        /**
         * Returns the wire offset.
         *
         * @return the offset that the client sent, from 0 in each physical stream
         */
        public long wireOffset() {
            return received.wireOffset();
        }

        /**
         * Returns whether the message was a batch.
         *
         * @return whether the records came as {@code ingest_record_batch}
         */
        public boolean batch() {
            return received.batch();
        }

        /**
         * Returns the records.
         *
         * @return their bytes in the order in which they were sent; one unless the message is a batch
         */
        public List<ByteString> records() {
            return received.records();
        }

        @Override
        public String toString() {
            return "Message[" + wireOffset() + ", " + records().size() + " records]";
        }
    }

    /**
     * Returns the position among the physical streams of the table.
     *
     * @return the index, from 0, in the order in which calls began
     */
    public int index() {
        return index;
    }

    /**
     * Returns the id that the server assigned to the stream.
     *
     * @return the id; empty until the create message has been answered
     */
    public Optional<String> streamId() {
        return locked(() -> Optional.ofNullable(streamId));
    }

    /**
     * Returns a header of the call.
     *
     * @param name its name, in any case
     * @return the last value; empty without such a header
     */
    public Optional<String> header(String name) {
        return Optional.ofNullable(metadata.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER)));
    }

    /**
     * Returns when the call began.
     *
     * @return nanoseconds on the clock of the server, which is {@link System#nanoTime()} unless the server runs in
     *     process
     */
    public long openedAtNanos() {
        return openedAt;
    }

    /**
     * Returns the create message.
     *
     * @return the message; empty until it has been received
     */
    public Optional<CreateRequest> create() {
        return locked(() -> Optional.ofNullable(create));
    }

    /**
     * Returns the retained ingest messages. The oldest are missing if the server
     * {@linkplain EmbeddedZerobusServerBuilder#retainBytes(long) freed} them, later ones beyond a
     * {@linkplain EmbeddedZerobusServerBuilder#retainRows(int) number}.
     *
     * @return valid messages in order; all messages are counted by {@link #messageCount()}
     */
    public List<Message> messages() {
        return messages.values();
    }

    /**
     * Returns the number of valid ingest messages, including those that are not retained.
     *
     * @return the number so far
     */
    public long messageCount() {
        return locked(() -> messageCount);
    }

    /**
     * Returns the number of messages that have been acked.
     *
     * @return the highest wire offset that was acked, plus one
     */
    public long ackedMessages() {
        return locked(() -> ackedUpTo + 1);
    }

    /**
     * Returns how the stream ended.
     *
     * @return the kind of end; empty while the stream is live
     */
    public Optional<Termination> termination() {
        return locked(() -> Optional.ofNullable(termination));
    }

    /**
     * Returns whether the stream is live.
     *
     * @return whether it has not ended
     */
    public boolean isLive() {
        return termination().isEmpty();
    }

    @Override
    void act(Consumer<StreamControl> action) {
        actions.accept(action);
    }

    void created(CreateIngestStreamRequest message) {
        locked(() -> create = new CreateRequest(message));
    }

    void answered(String id) {
        locked(() -> streamId = id);
    }

    void received(Received received) {
        locked(() -> {
            messageCount++;
            Message message = new Message(received);
            messages.add(message, message.memory());
            return messageCount;
        });
    }

    void acked(long wireOffset) {
        locked(() -> ackedUpTo = wireOffset);
    }

    void ended(Termination how) {
        locked(() -> termination = how);
        messages.end();
    }

    /** Size of the create message, which is retained as long as the stream. */
    long createBytes() {
        return locked(() -> create == null ? 0L : create.request.getSerializedSize());
    }

    void clearMessages() {
        messages.clear();
    }

    void dropMessages() {
        messages.drop();
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "ObservedStream[" + index + ", " + termination().map(Enum::name).orElse("LIVE") + "]";
    }
}
