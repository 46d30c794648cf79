package io.github.zerobus.engine.mux;

import io.github.zerobus.RescueStore;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.engine.session.Rescue;
import io.github.zerobus.engine.session.StreamContext;
import io.github.zerobus.engine.session.SubStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What the life cycle needs of the rescue store: opened before the stream, read when the stream is open, and written
 * before the seal, unless the application takes what is unacked.
 */
final class StoreOpening {

    private final StreamContext context;
    private final List<SubStream> subStreams;
    private final Steps steps;
    private final Leftovers leftovers;
    private volatile Map<Integer, StoreReplay> replays = Map.of();

    StoreOpening(StreamContext context, List<SubStream> subStreams, Steps steps) {
        this.context = context;
        this.subStreams = subStreams;
        this.steps = steps;
        this.leftovers = new Leftovers(context, subStreams);
    }

    /**
     * Opens the store on a worker, and continues there.
     *
     * @param next what follows if it is open, or if there is none
     * @param failed what follows if it cannot be opened
     */
    void open(Runnable next, Consumer<StreamOpenException> failed) {
        Rescue rescue = context.rescue();
        if (rescue == null) {
            next.run();
            return;
        }
        subStreams.forEach(subStream -> subStream.setReplaying(true));
        steps.on(context.workers(), () -> {
            try {
                rescue.open();
            } catch (RuntimeException e) {
                failed.accept(new OpeningFailures(context).store(e));
                return;
            }
            prepare(rescue);
            next.run();
        });
    }

    private void prepare(Rescue rescue) {
        Map<Integer, StoreReplay> prepared = new TreeMap<>();
        for (RescueStore.SubStream source : rescue.found()) {
            // The number of sub-streams may have changed; the order within each of the old ones stays.
            SubStream target = subStreams.get(source.index() % subStreams.size());
            prepared.computeIfAbsent(target.index(), index -> replay(rescue, target))
                    .add(source);
        }
        replays = prepared;
        subStreams.stream()
                .filter(subStream -> !prepared.containsKey(subStream.index()))
                .forEach(subStream -> subStream.setReplaying(false));
    }

    private StoreReplay replay(Rescue rescue, SubStream target) {
        RequestChecks checks = new RequestChecks(context.options());
        return new StoreReplay(rescue, target, checks, context.workers(), steps);
    }

    /** The stream is open, for the first time or again. */
    void replay() {
        replays.values().forEach(StoreReplay::start);
    }

    /** Stores what is in memory only, before the stream is sealed. Blocks on the disk. */
    void keep() {
        if (context.rescue() != null) {
            subStreams.forEach(SubStream::keep);
        }
    }

    /** Whether the application has taken what is unacked. Waits for its handler. */
    boolean leftoversAreTaken() {
        return leftovers.areTaken();
    }

    /** Runs the seal, which blocks if there is a store or a handler of unacked requests. */
    Executor executor() {
        return context.rescue() == null && !leftovers.mayBlock() ? Runnable::run : context.workers();
    }
}
