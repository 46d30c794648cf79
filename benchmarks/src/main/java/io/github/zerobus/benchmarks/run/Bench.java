package io.github.zerobus.benchmarks.run;

import io.github.zerobus.benchmarks.server.ServerOptions;
import java.util.List;

/** Runs the launches of a goal, or counts them ({@link Plan}). */
public interface Bench {

    RunSettings settings();

    /** Starts each launch once per round, all against one server. */
    default Rounds rounds(ServerOptions server, List<Launch> launches) {
        return rounds(server, 0, launches);
    }

    /** As {@link #rounds(ServerOptions, List)}, with a proxy before the server that delays by a round-trip time. */
    Rounds rounds(ServerOptions server, int roundTripMillis, List<Launch> launches);
}
