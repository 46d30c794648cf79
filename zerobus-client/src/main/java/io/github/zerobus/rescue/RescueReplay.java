package io.github.zerobus.rescue;

import io.github.zerobus.RescueStore;
import io.github.zerobus.RescueStoreException;
import io.github.zerobus.StoredRequest;
import java.io.PrintStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends what an opened store contains, sub-stream by sub-stream and each in its order, and removes what is durable. If
 * it is stopped, a later one continues; requests that were sent and not removed are sent twice.
 */
public final class RescueReplay {

    /** Requests that are sent before the target is asked to make them durable. */
    private static final int WINDOW = 1000;

    private final RescueStore store;
    private final Target target;
    private final Consumer<Progress> listener;
    private final long total;
    private long requests;
    private long records;
    private long bytes;

    private RescueReplay(RescueStore store, Target target, Consumer<Progress> listener, long total) {
        this.store = store;
        this.target = target;
        this.listener = listener;
        this.total = total;
    }

    /** Where the requests go. */
    public interface Target {

        /**
         * Sends a request behind those before it.
         *
         * @param request from the store
         */
        void send(StoredRequest request);

        /** Waits until everything that was sent is durable. Throws if it is not; nothing of it is removed then. */
        void flush();
    }

    /**
     * How far a replay is.
     *
     * @param requests requests that are durable
     * @param totalRequests requests that were found
     * @param records records in the durable requests
     * @param bytes their payload
     */
    public record Progress(long requests, long totalRequests, long records, long bytes) {}

    /**
     * Prints progress as a bar on one line of a terminal.
     *
     * @param terminal usually {@code System.err}
     * @return a listener for {@link #run}
     */
    public static Consumer<Progress> progressBar(PrintStream terminal) {
        ProgressBar bar = new ProgressBar(terminal, System::nanoTime);
        return progress ->
                bar.show(progress.requests(), progress.totalRequests(), progress.records(), progress.bytes());
    }

    /**
     * Sends everything that was found when a store was opened.
     *
     * @param store an opened store
     * @param found what its opening returned
     * @param target receives the requests
     * @param listener is notified of progress on this thread
     * @return the progress at the end
     * @throws RescueStoreException if the store cannot be read
     */
    public static Progress run(RescueStore store, RescueStore.Found found, Target target, Consumer<Progress> listener) {
        long total = found.subStreams().stream()
                .mapToLong(RescueStore.SubStream::requests)
                .sum();
        RescueReplay replay = new RescueReplay(store, target, listener, total);
        found.subStreams().forEach(replay::send);
        return replay.progress();
    }

    private void send(RescueStore.SubStream subStream) {
        try (RescueStore.Cursor cursor = store.read(subStream.index(), subStream.firstPosition())) {
            StoredRequest last;
            do {
                last = sendWindow(cursor, subStream.lastPosition());
                if (last != null) {
                    target.flush();
                    store.removeThrough(subStream.index(), last.position());
                    listener.accept(progress());
                }
            } while (last != null && last.position() < subStream.lastPosition());
        }
    }

    /** Returns the last request that was sent, or null if there is none left. */
    private @Nullable StoredRequest sendWindow(RescueStore.Cursor cursor, long lastPosition) {
        StoredRequest last = null;
        for (int sent = 0; sent < WINDOW; sent++) {
            StoredRequest next = cursor.next();
            if (next == null || next.position() > lastPosition) {
                return last;
            }
            target.send(next);
            requests++;
            records += next.request().payloads().size();
            next.request().payloads().forEach(payload -> bytes += payload.size());
            last = next;
        }
        return last;
    }

    private Progress progress() {
        return new Progress(requests, total, records, bytes);
    }
}
