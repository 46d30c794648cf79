package io.github.zerobus.engine.mux;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.InflightLimitException.Usage;
import io.github.zerobus.MessageId;
import io.github.zerobus.Request;
import io.github.zerobus.RescueSnapshot;
import io.github.zerobus.RescueStore;
import io.github.zerobus.engine.buffer.InflightBuffer;
import io.github.zerobus.engine.session.Rescue;
import io.github.zerobus.engine.session.StreamContext;
import io.github.zerobus.engine.session.SubStream;
import io.github.zerobus.engine.time.BlockingGuard;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stores each request before it is admitted, if the stream has a store for all of them. A request that is refused after
 * that is removed again. Thread-safe.
 */
final class WriteAhead {

    /** The offset follows after the append, so the store cannot have it. */
    private static final long NO_OFFSET = 0;

    private final StreamContext context;
    private final @Nullable Rescue rescue;

    WriteAhead(StreamContext context) {
        this.context = context;
        Rescue store = context.rescue();
        this.rescue = store != null && store.isWriteAhead() ? store : null;
    }

    boolean isActive() {
        return rescue != null;
    }

    /** Stores a request and waits until it is persisted; waits for room in the store. */
    long store(SubStream subStream, Request request, @Nullable String key, Duration maxWait) {
        Rescue store = rescue;
        if (store == null) {
            return InflightBuffer.NOT_STORED;
        }
        BlockingGuard.check(context.where(), "an ingest that is stored first");
        BlockingWait wait = new BlockingWait(context.timers(), maxWait);
        while (true) {
            // Before the append: room that comes in between completes this one.
            CompletableFuture<Void> room = store.nextRoom();
            long position = store.append(subStream.index(), NO_OFFSET, request, key, 0);
            if (position != RescueStore.FULL) {
                return persisted(store, position);
            }
            if (!wait.isDone(room, context.where() + "interrupted while waiting for room in the rescue store")) {
                throw full(store.snapshot(), wait.elapsed());
            }
        }
    }

    /** As {@link #store}, but returns {@link RescueStore#FULL} if there is no room now. */
    long tryStore(SubStream subStream, Request request, @Nullable String key) {
        Rescue store = rescue;
        if (store == null) {
            return InflightBuffer.NOT_STORED;
        }
        long position = store.append(subStream.index(), NO_OFFSET, request, key, 0);
        return position == RescueStore.FULL ? position : persisted(store, position);
    }

    private static long persisted(Rescue store, long position) {
        store.awaitPersisted(position);
        return position;
    }

    /** Admits a stored request; if it is not admitted, the store forgets it. */
    @Nullable
    MessageId admitted(long position, Supplier<@Nullable MessageId> admission) {
        MessageId id = null;
        try {
            id = admission.get();
            return id;
        } finally {
            Rescue store = rescue;
            if (id == null && store != null) {
                store.remove(position);
            }
        }
    }

    private RuntimeException full(RescueSnapshot store, Duration waited) {
        Usage requests = new Usage(store.requests(), Long.MAX_VALUE);
        Usage bytes = new Usage(store.bytes(), store.maxBytes());
        String message = context.where() + "no room in the rescue store after " + waited.toMillis() + " ms: "
                + store.bytes() + " of " + store.maxBytes() + " bytes are used. Nothing was admitted; try again later,"
                + " or raise rescue.max-size";
        return EngineAccess.inflightLimit(message, requests, bytes, waited);
    }
}
