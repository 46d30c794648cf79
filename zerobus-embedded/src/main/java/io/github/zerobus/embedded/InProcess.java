package io.github.zerobus.embedded;

import io.github.zerobus.embedded.time.ServerTimers;
import java.util.concurrent.Executor;

/** What stands in for network and threads where a test wants every step repeatable. */
record InProcess(String name, Executor executor, ServerTimers timers) {}
