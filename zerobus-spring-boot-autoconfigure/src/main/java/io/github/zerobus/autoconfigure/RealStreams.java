package io.github.zerobus.autoconfigure;

import io.github.zerobus.Internal;
import io.github.zerobus.stream.MultiplexedStream;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * Leaves out the streams that a test replaced by mocks: they have no options and no snapshot, and nothing to open or to
 * show. Not API: used by the other packages of this module.
 */
@Internal
public final class RealStreams {

    private RealStreams() {}

    /**
     * Returns the streams that are not mocks.
     *
     * @param streams beans of the context
     * @return the others, in the same order
     */
    public static List<MultiplexedStream> of(Collection<MultiplexedStream> streams) {
        return streams.stream().filter(RealStreams::isReal).toList();
    }

    private static boolean isReal(MultiplexedStream stream) {
        return Objects.nonNull(stream.options()) && Objects.nonNull(stream.snapshot());
    }
}
