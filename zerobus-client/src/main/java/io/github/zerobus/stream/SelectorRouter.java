package io.github.zerobus.stream;

import io.github.zerobus.Routing;
import io.github.zerobus.SubStreamState;
import io.github.zerobus.engine.mux.Router;
import io.github.zerobus.engine.session.SubStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Routes requests with a {@link SubStreamSelector}: the application's, or the one of the options' routing. */
final class SelectorRouter implements Router, SubStreamLoads {

    private final List<SubStream> subStreams;
    private final SubStreamSelector selector;
    private final String name;

    SelectorRouter(List<SubStream> subStreams, Routing routing, @Nullable SubStreamSelector custom) {
        this.subStreams = subStreams;
        this.selector = custom != null ? custom : selector(routing);
        this.name = custom != null ? custom.getClass().getName() : routing.toString();
    }

    private static SubStreamSelector selector(Routing routing) {
        return switch (routing) {
            case ROUND_ROBIN -> new RoundRobin();
            case LEAST_INFLIGHT -> new LeastInflight();
            case KEYED -> new Keyed();
        };
    }

    @Override
    public boolean usesKeys() {
        return selector.usesKeys();
    }

    @Override
    public int select(@Nullable String key) {
        return selector.select(key, this);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int count() {
        return subStreams.size();
    }

    @Override
    public boolean isOpen(int subStream) {
        return subStreams.get(subStream).state() == SubStreamState.OPEN;
    }

    @Override
    public long inflightRequests(int subStream) {
        return subStreams.get(subStream).inflightRequests();
    }
}
