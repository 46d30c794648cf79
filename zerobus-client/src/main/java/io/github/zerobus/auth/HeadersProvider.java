package io.github.zerobus.auth;

import java.util.Map;

/**
 * Provides the headers with which sub-streams open, in place of a {@link TokenProvider}. Called each time a physical
 * stream opens, never for a record.
 *
 * <p>Implementations must be thread-safe, since all sub-streams of a stream share the provider. They may block; the
 * engine calls them on its worker threads and waits for {@code recovery.timeout} at most.
 */
@FunctionalInterface
public interface HeadersProvider {

    /**
     * Returns the headers of a call. The stream sets the header of the table and the user agent itself and ignores them
     * here.
     *
     * @param table full name, {@code catalog.schema.table}
     * @return header values by their names, which are not case-sensitive; printable ASCII
     * @throws io.github.zerobus.ZerobusException if there are no headers; a
     *     {@linkplain io.github.zerobus.ZerobusException#transientFailure transient failure} is retried, a
     *     {@linkplain io.github.zerobus.ZerobusException#permanentFailure permanent} one is not. Anything else that is
     *     thrown, also an {@link Error}, is retried too
     */
    Map<String, String> headers(String table);

    /**
     * Called when the service rejected the headers that were returned last. The next call of {@link #headers} should
     * return others. Does nothing by default.
     */
    default void invalidate() {}
}
