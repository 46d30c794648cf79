package io.github.zerobus.stream;

import io.github.zerobus.RejectReason;
import io.github.zerobus.Routing;
import io.github.zerobus.SendOptions;
import io.github.zerobus.SubStreamState;
import io.github.zerobus.engine.buffer.PayloadBatch;
import io.github.zerobus.engine.session.StreamContext;
import io.github.zerobus.engine.session.SubStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends each request to the sub-stream that the selector chose. Thread-safe as the selector is. */
final class Router implements SubStreamLoads {

    private final StreamContext context;
    private final List<SubStream> subStreams;
    private final SubStreamSelector selector;

    Router(StreamContext context, List<SubStream> subStreams, @Nullable SubStreamSelector custom) {
        this.context = context;
        this.subStreams = subStreams;
        this.selector = custom != null ? custom : selector(context.options().routing());
    }

    private static SubStreamSelector selector(Routing routing) {
        return switch (routing) {
            case ROUND_ROBIN -> new RoundRobin();
            case LEAST_INFLIGHT -> new LeastInflight();
            case KEYED -> new Keyed();
        };
    }

    /** Takes a turn for a request. */
    SubStream route(SendOptions options, Object request) {
        String key = options.key();
        if (key != null && !selector.usesKeys()) {
            context.listener().onRejected(RejectReason.INVALID, PayloadBatch.recordCount(request));
            throw new IllegalArgumentException(context.where() + "a request has a key, but routing is "
                    + context.options().routing() + ", which does not keep the order of keys; set routing to keyed");
        }
        int index = selector.select(key, this);
        if (index < 0 || index >= subStreams.size()) {
            context.listener().onRejected(RejectReason.INVALID, PayloadBatch.recordCount(request));
            throw new IllegalStateException(
                    context.where() + selector.getClass().getName() + " chose sub-stream " + index
                            + ", but there are only " + subStreams.size() + ", from 0 on");
        }
        return subStreams.get(index);
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
        return subStreams.get(subStream).buffer().inflightRequests();
    }
}
