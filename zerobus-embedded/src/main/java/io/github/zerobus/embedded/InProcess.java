package io.github.zerobus.embedded;

import io.github.zerobus.embedded.time.ServerTimers;
import java.util.concurrent.Executor;

/** Replaces network, threads and time of a server, for repeatable tests. */
record InProcess(String name, Executor executor, ServerTimers timers) {}
