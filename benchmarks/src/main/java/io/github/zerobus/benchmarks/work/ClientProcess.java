package io.github.zerobus.benchmarks.work;

import io.github.zerobus.benchmarks.process.Arguments;
import io.github.zerobus.benchmarks.process.Parent;

/** The JVM of one client: one piece of work, one answer, the end. */
public final class ClientProcess {

    private ClientProcess() {}

    public static void main(String[] args) throws Exception {
        Parent.watch();
        Arguments settings = Arguments.parse(args);
        Parent.tell("RESULT", WorkKind.valueOf(settings.text("work")).work().run(settings));
        // Threads of clients that were left with unacked records must not keep the JVM alive.
        System.exit(0);
    }
}
