package io.github.zerobus;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps requests of one stream outside of its memory, so that they survive the end of the stream or of the process. SPI
 * for the engine, which is the only caller; {@code FileRescueStore} is the implementation of this library.
 *
 * <p>Each stored request has a position: a number that increases with every append, also across restarts. The order of
 * positions is the order in which a sub-stream sends, so the requests of a sub-stream must be appended in their order.
 * A request is in the store from its append until its removal. A removal may be lost if the process dies; the request
 * is then found again at the next start and is sent twice.
 *
 * <p>All methods except {@link #open} are thread-safe. {@code toString} names the store: failures of requests that it
 * holds contain it.
 */
public interface RescueStore extends AutoCloseable {

    /** What {@link #append} returns if there is no room. */
    long FULL = -1;

    /**
     * Takes the store for this process, reads what it holds, and repairs what a crash left. Called once, before
     * everything else. Blocks on the disk.
     *
     * @param listener is notified from now on
     * @return what was found
     * @throws RescueStoreException if another store or process holds the directory, or it cannot be read or written, or
     *     has a format that this version does not know; nothing is changed then, and the store is closed
     */
    Found open(Listener listener);

    /**
     * Adds a request. Copies it, so that its payloads are not referenced afterwards. May write to the disk, but does
     * not wait for it to be durable. An append that returns a position has stored the request, and one that throws has
     * not.
     *
     * @param request to add; its size must not exceed the capacity of the store
     * @return its position, or {@link #FULL}; {@link Listener#onRoom} follows when there is room again
     * @throws RescueStoreException if the store has failed or is closed
     * @throws IllegalArgumentException if the request can never fit
     */
    long append(RescueRequest request);

    /**
     * Waits until the request of a position, and all before it, survive: the end of the process at least, and a power
     * failure as far as the mode of the store promises it. A removed request counts as persisted. Not interruptible,
     * since it waits for nothing but the disk; an interrupt is kept.
     *
     * @param position what {@link #append} returned
     * @throws RescueStoreException if the store failed before the request was persisted
     */
    void awaitPersisted(long position);

    /**
     * Removes a request that is durable, dead-lettered or handed over. Returns at once; the disk follows. Does nothing
     * if the position is removed already or the store is closed.
     *
     * @param position what {@link #append} returned, or the position of a request that was found
     */
    void remove(long position);

    /**
     * Removes all requests of a sub-stream up to a position, like {@link #remove}. For cumulative acks.
     *
     * @param subStream the sub-stream with which the requests were appended
     * @param position the last position to remove
     */
    void removeThrough(int subStream, long position);

    /**
     * Reads the requests of a sub-stream in order.
     *
     * @param subStream the sub-stream with which the requests were appended
     * @param fromPosition the first position to read; 0 for the oldest request
     * @return a cursor; to be closed
     */
    Cursor read(int subStream, long fromPosition);

    /**
     * Numbers and state. Never waits for the disk, and works in every state.
     *
     * @return the numbers of this moment
     */
    RescueSnapshot snapshot();

    /**
     * Makes everything durable, removals included, and releases the store for others. Waits for the disk. Later calls
     * do nothing. Does not throw: if the last write fails, the listener and the snapshot have the cause.
     */
    @Override
    void close();

    /** Reads requests of one sub-stream. For one thread at a time. Blocks on the disk. */
    interface Cursor extends AutoCloseable {

        /**
         * Returns the next request that is not removed. At the end, a later call returns what was appended meanwhile.
         *
         * @return the request, or null if there is none now
         * @throws RescueStoreException if the disk cannot be read, or the store is closed
         */
        @Nullable
        StoredRequest next();

        @Override
        void close();
    }

    /**
     * Events of a store. Called on the thread of the store, or on one that uses it; must not block, and must not call
     * the store.
     */
    interface Listener {

        /** There is room again after an append that found none. Callers may append again, in any number. */
        void onRoom();

        /**
         * The store has failed and accepts nothing more. Called once. What was persisted is still there at the next
         * start.
         *
         * @param failure cause and remedy
         */
        void onFailure(RescueStoreException failure);
    }

    /**
     * What was found when a store was opened.
     *
     * @param subStreams sub-streams that have requests, in the order of their indices; read them with {@link #read}
     * @param damagedPlaces places that could not be read
     * @param lostRequests requests that may have been there
     */
    record Found(List<SubStream> subStreams, long damagedPlaces, long lostRequests) {

        /** Copies the list. */
        public Found {
            subStreams = List.copyOf(subStreams);
        }
    }

    /**
     * Requests of one sub-stream that were found.
     *
     * @param index index of the sub-stream when they were stored
     * @param requests their number
     * @param firstPosition position of the first
     * @param lastPosition position of the last
     */
    record SubStream(int index, long requests, long firstPosition, long lastPosition) {}
}
