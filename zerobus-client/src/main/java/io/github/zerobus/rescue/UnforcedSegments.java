package io.github.zerobus.rescue;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Segments that were written since the last force. Guarded by the lock for writing of {@link SegmentLog}. */
final class UnforcedSegments {

    private final boolean forces;
    private final Set<Segment> segments = new LinkedHashSet<>();

    /**
     * Creates the set.
     *
     * @param forces whether a segment is forced before it is closed
     */
    UnforcedSegments(boolean forces) {
        this.forces = forces;
    }

    void add(Segment segment) {
        segments.add(segment);
    }

    /** A segment gets no more writes. It is closed now or after the next force. */
    void retire(Segment segment) throws IOException {
        if (forces) {
            segments.add(segment);
        } else {
            segments.remove(segment);
            segment.close();
        }
    }

    /** Takes what is to be forced. */
    List<Segment> take() {
        List<Segment> taken = List.copyOf(segments);
        segments.clear();
        return taken;
    }
}
