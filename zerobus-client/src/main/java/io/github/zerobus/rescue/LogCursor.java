package io.github.zerobus.rescue;

import io.github.zerobus.StoredRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the requests of one sub-stream that are not removed. Not thread-safe; may run beside everything else. */
final class LogCursor {

    private static final Logger log = LoggerFactory.getLogger(LogCursor.class);

    private final StoreCore core;
    private final int subStream;
    private long from;
    private long segment = -1;
    private @Nullable FrameReader reader;

    LogCursor(StoreCore core, int subStream, long from) {
        this.core = core;
        this.subStream = subStream;
        this.from = from;
    }

    /** The next request, or null if there is none now. */
    @Nullable
    StoredRequest next() throws IOException {
        for (; ; ) {
            StoreIndex.Place place = core.index().nextLive(subStream, from);
            if (place == null) {
                return null;
            }
            core.segments().writeThrough(place.position());
            StoredRequest request = read(place);
            from = place.position() + 1;
            if (request != null) {
                return request;
            }
            if (core.index().isLive(place.position())) {
                core.reportDamage(place.segment(), place.position());
            }
        }
    }

    /** Returns null if the request cannot be read: it is damaged, or its segment was deleted meanwhile. */
    private @Nullable StoredRequest read(StoreIndex.Place place) throws IOException {
        FrameReader frames;
        try {
            frames = readerOf(place);
        } catch (IOException e) {
            if (core.index().isLive(place.position())) {
                throw e;
            }
            return null;
        }
        while (frames.next(place.position())) {
            if (frames.type() == FrameFormat.REQUEST && frames.position() >= place.position()) {
                if (frames.position() == place.position()) {
                    return new StoredRequest(place.position(), RequestFrame.decode(frames.body()));
                }
                frames.seek(frames.at());
                return null;
            }
        }
        return null;
    }

    private FrameReader readerOf(StoreIndex.Place place) throws IOException {
        FrameReader current = reader;
        if (current == null || segment != place.segment()) {
            close();
            current = core.reader(place.segment());
            reader = current;
            segment = place.segment();
        }
        current.limit(core.segments().readableEnd(segment, current.fileSize()));
        if (place.nearOffset() > current.end()) {
            current.seek(place.nearOffset());
        }
        return current;
    }

    /** Closes the file. It was only read, so a failure costs nothing. */
    void close() {
        FrameReader open = reader;
        reader = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                log.debug("a file of the rescue store could not be closed", e);
            }
        }
    }
}
