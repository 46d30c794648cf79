package io.github.zerobus.embedded;

import com.google.protobuf.ByteString;
import io.github.zerobus.embedded.service.Received;
import io.github.zerobus.embedded.service.StreamControl;
import io.github.zerobus.proto.CreateIngestStreamRequest;
import io.grpc.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One physical stream as the server saw it, and what can be done to it while it lives. Thread-safe. */
public final class ObservedStream extends StreamActions {

    private final int index;
    private final Metadata metadata;
    private final Consumer<Consumer<StreamControl>> actions;
    private final int retain;
    private final long openedAt;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Message> messages = new ArrayList<>();
    private long messageCount;
    private long ackedUpTo = -1;
    private @Nullable CreateIngestStreamRequest create;
    private @Nullable String streamId;
    private @Nullable Termination termination;

    ObservedStream(int index, Metadata metadata, Consumer<Consumer<StreamControl>> actions, int retain, long openedAt) {
        this.index = index;
        this.metadata = metadata;
        this.actions = actions;
        this.retain = retain;
        this.openedAt = openedAt;
    }

    /**
     * An ingest message.
     *
     * @param wireOffset as the client sent it
     * @param batch whether it came as {@code ingest_record_batch}
     * @param records their bytes
     */
    public record Message(long wireOffset, boolean batch, List<ByteString> records) {

        @Override
        public String toString() {
            return "Message[" + wireOffset + ", " + records.size() + " records]";
        }
    }

    /** Number among the table's physical streams, from 0 on. */
    public int index() {
        return index;
    }

    /** What the client was told as the stream's id; empty before that. */
    public Optional<String> streamId() {
        return locked(() -> Optional.ofNullable(streamId));
    }

    /** A header with which the stream was opened. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(metadata.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER)));
    }

    /** When its call began, by the server's clock: {@link System#nanoTime()} unless a test set another. */
    public long openedAtNanos() {
        return openedAt;
    }

    /** The create message; empty before it came. */
    public Optional<CreateIngestStreamRequest> create() {
        return locked(() -> Optional.ofNullable(create));
    }

    /** The first messages, up to the bound that the server keeps. */
    public List<Message> messages() {
        return locked(() -> List.copyOf(messages));
    }

    /** How many messages came in all. */
    public long messageCount() {
        return locked(() -> messageCount);
    }

    /** Messages that were acked: the highest wire offset that was acked, and one. */
    public long ackedMessages() {
        return locked(() -> ackedUpTo + 1);
    }

    /** How it ended; empty while it lives. */
    public Optional<Termination> termination() {
        return locked(() -> Optional.ofNullable(termination));
    }

    /** Whether it has not ended. */
    public boolean isLive() {
        return termination().isEmpty();
    }

    @Override
    void act(Consumer<StreamControl> action) {
        actions.accept(action);
    }

    void created(CreateIngestStreamRequest message) {
        locked(() -> create = message);
    }

    void answered(String id) {
        locked(() -> streamId = id);
    }

    void received(Received received) {
        locked(() -> {
            messageCount++;
            return messages.size() < retain
                    && messages.add(new Message(received.wireOffset(), received.batch(), received.records()));
        });
    }

    void acked(long wireOffset) {
        locked(() -> ackedUpTo = wireOffset);
    }

    void ended(Termination how) {
        locked(() -> termination = how);
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
