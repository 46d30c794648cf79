package io.github.zerobus.auth;

import java.util.Map;

/**
 * Gives the headers with which a sub-stream opens; takes the place of a {@link TokenProvider} altogether. Asked at each
 * opening of a physical stream, never for a record.
 *
 * <p>Must be thread-safe: the sub-streams of one stream share it. May block; the caller bounds the wait.
 */
@FunctionalInterface
public interface HeadersProvider {

    /**
     * Header names and values. The table's header and the user agent are the stream's own and are not taken from here.
     *
     * @param table {@code catalog.schema.table}
     */
    Map<String, String> headers(String table);

    /** Tells that the service refused what was served last. */
    default void invalidate() {}
}
