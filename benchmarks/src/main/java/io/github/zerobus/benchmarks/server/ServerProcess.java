package io.github.zerobus.benchmarks.server;

import io.github.zerobus.benchmarks.process.Arguments;
import io.github.zerobus.benchmarks.process.Parent;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/** The server's JVM. All compared launches use the same one, so that it is warm for each of them. */
public final class ServerProcess {

    private ServerProcess() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Parent.watch();
        LongAdder records = new LongAdder();
        int port = new IngestServer(ServerOptions.of(Arguments.parse(args)), records).start();
        int httpPort = new HttpEndpoint(records).start();
        Parent.answer("READY", Arguments.none().with("port", port).with("httpPort", httpPort));
        Parent.stay();
    }
}
