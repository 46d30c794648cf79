package io.github.zerobus.benchmarks.work;

import io.github.zerobus.benchmarks.process.Arguments;
import io.github.zerobus.benchmarks.process.Parent;

/** The JVM of one client: runs one piece of work, prints one answer, and exits. */
public final class ClientProcess {

    private ClientProcess() {}

    public static void main(String[] args) throws Exception {
        Parent.watch();
        Arguments settings = Arguments.parse(args);
        Parent.answer("RESULT", WorkKind.valueOf(settings.text("work")).work().run(settings));
        // Threads of clients with unacked records must not keep the JVM alive.
        System.exit(0);
    }
}
